package twitcher.exec;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import twitcher.api.process.ProcessId;

/**
 * The stop sequence of one run: SIGTERM to its group and to what else belongs to it, {@code kill_after}, then SIGKILL
 * again and again until nothing is left. What starts new processes all the time ends too, because those are found by
 * descent, session, group or {@code TWITCHER_RUN}.
 *
 * <p>Confined to the thread of {@link Stops}.
 */
final class Stop {
    private static final Logger LOG = LoggerFactory.getLogger(Stop.class);
    private static final Duration WAIT = Duration.ofMillis(100);
    private static final Duration KILL_AGAIN = Duration.ofMillis(10);
    private static final Duration GIVE_UP = Duration.ofSeconds(10);
    private static final int TERM = 15;
    static final int KILL = 9;

    private final Target target;
    private final Backend backend;
    private final long killAt;
    private final Map<Long, Long> seen = new HashMap<>();
    private boolean asked;
    private boolean complained;
    private long dueAt;

    /** A sequence whose SIGKILL is due {@code killAfter} from {@code now}, in nanoseconds of {@link System#nanoTime}. */
    Stop(Target target, Backend backend, Duration killAfter, long now) {
        this.target = target;
        this.backend = backend;
        this.killAt = now + killAfter.toNanos();
        this.dueAt = now;
    }

    /** What is to be stopped. */
    interface Target {
        String runId();

        /** The process of the run. */
        ProcessId leader();

        /** Whether the process of the run has not ended yet. */
        boolean going();

        /** Called once, when nothing of it is left. */
        void stopped();
    }

    Target target() {
        return target;
    }

    /** How long until the next step is due. */
    Duration delay(long now) {
        return Duration.ofNanos(Math.max(0, dueAt - now));
    }

    /** Makes the next step due. */
    void hurry(long now) {
        dueAt = now;
    }

    /** Takes the next step; says whether the sequence is over. */
    boolean step(ProcTable table, long now) {
        Optional<Duration> next = next(table, now);
        next.ifPresent(delay -> dueAt = now + delay.toNanos());
        return next.isEmpty();
    }

    private Optional<Duration> next(ProcTable table, long now) {
        List<ProcStat> members = table.membersOf(target.runId(), target.leader(), seen);
        members.forEach(member -> seen.put(member.pid(), member.startTicks()));
        boolean gone = members.isEmpty() && table.readable() && !target.going();
        if (gone) {
            return over();
        }
        if (now - killAt >= 0) {
            return kill(members, now);
        }
        if (!asked) {
            asked = true;
            signal(TERM, members);
        }
        return Optional.of(min(WAIT, Duration.ofNanos(killAt - now)));
    }

    /** The group as a whole, so that a process that is just being made gets it too; the others one by one. */
    private void signal(int number, List<ProcStat> members) {
        long group = target.leader().pid();
        boolean whole = target.going();
        if (whole) {
            backend.signalGroup(number, group);
        }
        backend.signal(
                number,
                members.stream()
                        .filter(member -> !whole || member.group() != group)
                        .map(Boot::identify)
                        .toList());
    }

    private Optional<Duration> kill(List<ProcStat> members, long now) {
        signal(KILL, members);
        if (now - killAt < GIVE_UP.toNanos()) {
            return Optional.of(KILL_AGAIN);
        }
        if (!complained) {
            complained = true;
            LOG.warn("run {}: SIGKILL does not end {}", target.runId(), words(members));
        }
        return target.going() ? Optional.of(GIVE_UP) : over();
    }

    private Optional<Duration> over() {
        target.stopped();
        return Optional.empty();
    }

    private static String words(List<ProcStat> members) {
        return members.stream()
                .map(member -> member.pid() + " (" + member.command() + ", state " + member.state() + ")")
                .toList()
                .toString();
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
