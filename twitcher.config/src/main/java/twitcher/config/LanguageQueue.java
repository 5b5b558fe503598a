package twitcher.config;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The files of one ending that have to be read, one at a time: at most one text is in memory, and a language that hangs
 * delays no files but its own, and those not for long. On the gate's thread.
 */
final class LanguageQueue implements AutoCloseable {
    private final Foreign thread;
    private final Predicate<ConfigFile> start;
    private final Set<ConfigFile> due = new LinkedHashSet<>();

    /**
     * A queue that hands each file to {@code start}, which deals with it at once or begins a {@link #call}, or says
     * false: not now.
     */
    LanguageQueue(String ending, Owner owner, Predicate<ConfigFile> start) {
        this.thread = new Foreign("twitcher-config-" + ending, owner);
        this.start = start;
    }

    void add(ConfigFile config) {
        due.add(config);
    }

    void remove(ConfigFile config) {
        due.remove(config);
    }

    boolean isBusy() {
        return thread.isBusy() || !due.isEmpty();
    }

    /** Goes on with the files that are due. */
    void pump() {
        boolean more = true;
        while (more && !thread.isBusy() && !due.isEmpty()) {
            ConfigFile first = due.iterator().next();
            more = start.test(first);
            if (more) {
                due.remove(first);
            }
        }
    }

    /** Runs {@code work} on the language's thread. */
    <T> void call(Callable<T> work, Duration limit, Consumer<Foreign.End<T>> then) {
        thread.call(work, limit, end -> {
            then.accept(end);
            pump();
        });
    }

    @Override
    public void close() {
        thread.close();
    }
}
