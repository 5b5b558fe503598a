package twitcher.zk;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Compares now and then what is believed of every node with what the servers have, though nothing happened: each node is
 * looked at once more, a slice a second, so that a round takes a tenth of its period and no server notices it.
 */
final class Audit {
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final int LEAST_SLICE = 10;

    private final WatchedNodes nodes;
    private final Timer timer;
    private int generation;
    private Duration period = Duration.ZERO;

    Audit(WatchedNodes nodes, Timer timer) {
        this.nodes = nodes;
        this.timer = timer;
    }

    /** From now on a round is begun every {@code period}, the first at a random moment within it; zero: never. */
    synchronized void every(Duration wanted) {
        if (!wanted.equals(period)) {
            period = wanted;
            generation++;
            if (!period.isZero()) {
                long millis = ThreadLocalRandom.current().nextLong(period.toMillis());
                next(Duration.ofMillis(millis), this::round);
            }
        }
    }

    private void round() {
        List<WatchedNode> all = nodes.all();
        long ticks = Math.max(1, period.toSeconds() / 10);
        int slice = (int) Math.max(LEAST_SLICE, all.size() / ticks + 1);
        slices(all, slice);
        next(period, this::round);
    }

    private void slices(List<WatchedNode> rest, int slice) {
        int now = Math.min(slice, rest.size());
        nodes.audit(rest.subList(0, now));
        if (now < rest.size()) {
            next(TICK, () -> slices(rest.subList(now, rest.size()), slice));
        }
    }

    private synchronized void next(Duration delay, Runnable step) {
        int of = generation;
        timer.after(delay, () -> {
            if (of == current()) {
                step.run();
            }
        });
    }

    private synchronized int current() {
        return generation;
    }
}
