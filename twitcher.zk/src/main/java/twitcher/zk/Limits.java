package twitcher.zk;

/**
 * How hard the watch layer may press on the servers, and how much it takes from them at once.
 *
 * @param inFlight reads and removals under way at once
 * @param replyBytes the largest reply the client accepts; a larger one costs the connection
 * @param dataBytes the most data of one node that the client can read
 * @param spreadMs over how many milliseconds the start of a re-read of everything is spread
 */
record Limits(int inFlight, int replyBytes, int dataBytes, int spreadMs) {
    /** As the defaults of {@link ZooKeeperSettings} have it. */
    static final Limits DEFAULT = new Limits(128, 4_194_304, 2_097_150, 1_000);

    /** A child's name in a reply is a length of four bytes and at least one character. */
    private static final int LEAST_BYTES_A_CHILD = 5;
    /** Nobody gives names longer than this; a list of so many such names surely fits. */
    private static final int MOST_BYTES_A_CHILD = 260;

    boolean dataTooLarge(int bytes) {
        return bytes > dataBytes;
    }

    boolean childrenTooMany(int children) {
        return (long) children * LEAST_BYTES_A_CHILD > replyBytes;
    }

    /** Whether a list with names of so many bytes, which was read, may be too large the next time. */
    boolean childrenGrowLarge(int bytes) {
        return (long) bytes * LEAST_BYTES_A_CHILD > replyBytes;
    }

    boolean childrenSurelyFit(int children) {
        return (long) children * MOST_BYTES_A_CHILD <= replyBytes;
    }
}
