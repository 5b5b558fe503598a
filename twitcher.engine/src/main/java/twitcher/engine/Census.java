package twitcher.engine;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import twitcher.engine.lane.LaneState;

/**
 * Says how much is watched, once a change of the readings has settled: the first line that an operator looks for. If
 * nodes are not read by then it says how many, and how much is watched once more when the last of them is.
 */
final class Census {
    private static final Logger log = LoggerFactory.getLogger("twitcher.engine");
    private static final long QUIET_MS = 100;
    private static final long PATIENCE_MS = 2_000;
    private static final long LONGEST_PAUSE_MS = 10_000;

    private final Lanes lanes;
    private final ScheduledExecutorService timer;
    private Future<?> due;
    private String said = "";

    Census(Lanes lanes, ScheduledExecutorService timer) {
        this.lanes = lanes;
        this.timer = timer;
    }

    /** A reading changed. Any thread. */
    synchronized void changed() {
        later(System.nanoTime(), QUIET_MS);
    }

    private synchronized void later(long since, long pauseMs) {
        if (due != null) {
            due.cancel(false);
        }
        due = timer.schedule(() -> count(since, pauseMs), pauseMs, TimeUnit.MILLISECONDS);
    }

    private void count(long since, long pauseMs) {
        long unread = lanes.present().filter(Census::unread).count();
        boolean patient = System.nanoTime() - since < TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
        if (unread == 0) {
            say(words());
            return;
        }
        if (!patient && pauseMs == QUIET_MS) {
            say(words() + ", " + unread + " not read yet");
        }
        later(since, patient ? QUIET_MS : Math.min(2 * pauseMs, LONGEST_PAUSE_MS));
    }

    /** Whatever else it waits for: what bars a lane from starting does not keep its node from being read. */
    private static boolean unread(Lane lane) {
        LaneState state = lane.state();
        return !state.sight().known() || state.watch().isEmpty();
    }

    private String words() {
        long watches = lanes.present().count();
        long nodes = lanes.present()
                .flatMap(lane -> lane.state().watch().stream())
                .map(watch -> watch.node())
                .distinct()
                .count();
        return "watching " + nodes + " znodes (" + watches + " watches)";
    }

    private synchronized void say(String line) {
        if (!line.equals(said)) {
            said = line;
            log.info("{}", line);
        }
    }
}
