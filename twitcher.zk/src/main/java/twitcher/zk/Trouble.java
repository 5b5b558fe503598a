package twitcher.zk;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What went wrong with one node: made when something does, dropped with the first good read. A reply that is too large
 * cannot be refused: the client gives up the connection, and with it every other answer. So a node whose read was under
 * way when a connection was lost is looked at before it is read again, and is read alone if it may be the culprit.
 */
final class Trouble {
    private static final Duration FIRST_DELAY = Duration.ofSeconds(1);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(60);
    private static final Duration FIRST_TERM = Duration.ofSeconds(30);
    private static final Duration LONGEST_TERM = Duration.ofHours(1);
    private static final int TERM_GROWTH = 20;
    private static final int PATIENCE = 3;

    private Optional<String> why = Optional.empty();
    private int failures;
    private int losses;
    private int children;
    private int convictions;
    private int convictedChildren;
    private long freeAtNanos;

    /** The reason told to the listeners; empty if none was. */
    Optional<String> why() {
        return why;
    }

    /** Notes that it cannot be read; returns when to try again. */
    Duration refused(String reason) {
        why = Optional.of(reason);
        return jittered(grown(FIRST_DELAY, 2, failures++, LONGEST_DELAY));
    }

    /** Notes that the connection was lost while it was read beside others; returns when to try again at the latest. */
    Duration lost() {
        losses++;
        return jittered(FIRST_DELAY.multipliedBy(2));
    }

    /** Notes that the connection was lost while nothing but this was read. */
    Duration lostAlone(long nowNanos) {
        convictedChildren = children;
        freeAtNanos = nowNanos
                + grown(FIRST_TERM, TERM_GROWTH, convictions++, LONGEST_TERM).toNanos();
        return lost();
    }

    /** Whether it must be looked at before it is read. */
    boolean suspect() {
        return losses > 0;
    }

    /** Notes how many children it has before they are read. */
    void counted(int nowChildren) {
        children = nowChildren;
    }

    /** Whether a list of so many children is not to be read for now, because reading it cost the connection. */
    boolean convicted(int nowChildren, long nowNanos) {
        return convictions > 0 && nowChildren >= convictedChildren && nowNanos - freeAtNanos < 0;
    }

    /** Whether it was there too often when a connection was lost. */
    boolean notorious() {
        return losses >= PATIENCE;
    }

    private static Duration grown(Duration first, int factor, int times, Duration longest) {
        double millis = first.toMillis() * Math.pow(factor, times);
        return Duration.ofMillis((long) Math.min(millis, longest.toMillis()));
    }

    private static Duration jittered(Duration delay) {
        return Duration.ofMillis(
                (long) (delay.toMillis() * ThreadLocalRandom.current().nextDouble(0.75, 1.25)));
    }
}
