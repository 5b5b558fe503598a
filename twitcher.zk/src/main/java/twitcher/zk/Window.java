package twitcher.zk;

/**
 * How many reads may be under way: few at first, more with each answer, fewer when answers turn out large, so that the
 * answers under way fit into a small heap.
 */
final class Window {
    private static final int FIRST = 16;
    private static final int FEWEST = 2;
    private static final int BUDGET_BYTES = 8 * 1024 * 1024;
    private static final double FORGETTING = 0.95;

    private int most = FIRST;
    private int open = FIRST;
    private double usualBytes;
    private int underWay;

    /** A new connection: nothing is under way, and at most {@code atMost} ever will be. */
    void restart(int atMost) {
        most = atMost;
        open = Math.min(FIRST, atMost);
        underWay = 0;
    }

    boolean hasRoom() {
        return underWay < open;
    }

    boolean isEmpty() {
        return underWay == 0;
    }

    void began() {
        underWay++;
    }

    /** An answer with a payload of so many bytes. */
    void ended(int bytes) {
        underWay--;
        usualBytes = Math.max(bytes, usualBytes * FORGETTING);
        int affordable = Math.max(FEWEST, (int) (BUDGET_BYTES / Math.max(1, usualBytes)));
        open = Math.min(Math.min(open + 1, affordable), most);
    }
}
