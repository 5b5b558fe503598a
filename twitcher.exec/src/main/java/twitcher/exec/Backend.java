package twitcher.exec;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;
import twitcher.api.Outcome;
import twitcher.api.process.ProcessId;

/** One way of making processes, watching them and sending them signals. Thread-safe. */
interface Backend extends AutoCloseable {
    /** The fastest that works here; {@code folder} is the daemon's own, for temporary files. */
    static Backend best(Path folder, ScheduledExecutorService timer) {
        Optional<String> problem = NativeCode.problem(folder);
        if (problem.isEmpty()) {
            return new NativeBackend(timer);
        }
        LoggerFactory.getLogger(Backend.class)
                .info("processes are started by ProcessBuilder, which is slower: {}", problem.get());
        return new BuilderBackend(timer);
    }

    /**
     * Makes a process, in a session and process group of its own. {@code ended} gets its ending, once, on a thread of the
     * backend, which it must not hold.
     *
     * @throws SpawnFailure if it cannot be made
     */
    Child spawn(Spawn order, Consumer<Outcome> ended) throws SpawnFailure;

    /**
     * Watches a process that was made before. {@code ended} as for {@link #spawn}, and always {@link Outcome.Unknown}.
     * Empty if the process is gone.
     */
    Optional<Child> adopt(ProcessId process, Consumer<Outcome> ended);

    /** Sends a signal to each of these processes that is still there. */
    void signal(int number, List<ProcessId> processes);

    /** Sends a signal to a process group. The caller knows that it is still the one it means. */
    void signalGroup(int number, long group);

    /** Watches no longer; processes go on. May be called twice. */
    @Override
    void close();

    /** A process that is watched. */
    interface Child {
        /** Its number. */
        long pid();

        /** Its identity; empty if it ended before that could be read. */
        Optional<ProcessId> id();

        /** Sends it a signal, unless it has ended. Never reaches another process. */
        void signal(int number);
    }
}
