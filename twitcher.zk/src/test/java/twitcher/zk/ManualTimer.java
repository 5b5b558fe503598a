package twitcher.zk;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Time that passes when a test says so. */
final class ManualTimer implements Timer {
    private record Task(long atNanos, Runnable run) {}

    private final List<Task> tasks = new ArrayList<>();
    private long now;

    @Override
    public void after(Duration delay, Runnable task) {
        tasks.add(new Task(now + delay.toNanos(), task));
    }

    @Override
    public long nanos() {
        return now;
    }

    /** Lets time pass and runs what falls due, in order. */
    void pass(Duration duration) {
        long end = now + duration.toNanos();
        while (next(end)) {}
        now = end;
    }

    int waiting() {
        return tasks.size();
    }

    private boolean next(long end) {
        List<Task> due = tasks.stream()
                .filter(task -> task.atNanos() <= end)
                .sorted(Comparator.comparingLong(Task::atNanos))
                .toList();
        if (due.isEmpty()) {
            return false;
        }
        Task first = due.get(0);
        tasks.remove(first);
        now = Math.max(now, first.atNanos());
        first.run().run();
        return true;
    }
}
