package twitcher.engine.guest;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Tells calls when they take too long. Of nearly every call the alarm is never needed, and setting and cancelling one of its
 * own would wake the clock's thread each time, just before a process is started; so one task of the clock serves all, and
 * is set once in as long as calls may take. Any thread.
 */
final class Alarms {
    /** Something that may take too long. */
    interface Call {
        /** When it does, by {@link System#nanoTime}; always the same. */
        long dueNanos();

        /** Told once, on the clock's thread, without a lock. */
        void overdue();
    }

    private final ScheduledExecutorService clock;
    /** Guarded by this, as the rest. */
    private final Set<Call> going = new HashSet<>();

    private Optional<Future<?>> task = Optional.empty();
    private long taskAt;
    private boolean closed;

    Alarms(ScheduledExecutorService clock) {
        this.clock = clock;
    }

    /** A call begins. */
    synchronized void add(Call call) {
        going.add(call);
        wakeAt(call.dueNanos());
    }

    /** It has ended. */
    synchronized void remove(Call call) {
        going.remove(call);
        letGo();
    }

    /** There will hardly be more calls: the clock keeps nothing once the last has ended. */
    synchronized void close() {
        closed = true;
        letGo();
    }

    private void letGo() {
        if (closed && going.isEmpty()) {
            task.ifPresent(t -> t.cancel(false));
            task = Optional.empty();
        }
    }

    private void wakeAt(long due) {
        if (task.isPresent() && taskAt - due <= 0) {
            return;
        }
        task.ifPresent(t -> t.cancel(false));
        taskAt = due;
        task = Optional.of(clock.schedule(this::look, Math.max(0, due - System.nanoTime()), TimeUnit.NANOSECONDS));
    }

    private void look() {
        List<Call> overdue = new ArrayList<>();
        synchronized (this) {
            task = Optional.empty();
            long now = System.nanoTime();
            going.stream().filter(call -> call.dueNanos() - now <= 0).forEach(overdue::add);
            overdue.forEach(going::remove);
            going.stream()
                    .map(Call::dueNanos)
                    .reduce((a, b) -> a - b <= 0 ? a : b)
                    .ifPresent(this::wakeAt);
        }
        overdue.forEach(Call::overdue);
    }
}
