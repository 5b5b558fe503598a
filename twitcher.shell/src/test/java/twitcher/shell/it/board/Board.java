package twitcher.shell.it.board;

import java.util.concurrent.CountDownLatch;

/** Where the commands of the test's bundle tell the test what happened to them. */
public final class Board {
    /** Counted down by {@code test:block}. */
    public static volatile CountDownLatch blocked = new CountDownLatch(1);
    /** Counted down when {@code test:block} is interrupted. */
    public static volatile CountDownLatch interrupted = new CountDownLatch(1);
    /** What {@code test:take} was given. */
    public static volatile byte[] taken = {};

    private Board() {}

    /** Forgets everything, before {@code test:block} is called by so many. */
    public static void clear(int calls) {
        blocked = new CountDownLatch(calls);
        interrupted = new CountDownLatch(calls);
        taken = new byte[0];
    }
}
