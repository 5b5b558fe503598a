package twitcher.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import twitcher.launcher.client.StandIn;
import twitcher.launcher.log.LineFormat;
import twitcher.launcher.log.Logging;
import twitcher.launcher.log.Verbosity;

/**
 * The framework of the daemon without what makes it one: no ZooKeeper, no engine, no log, and an empty watched folder.
 * It answers the commands that need no daemon, as this user, for as long as one command takes.
 */
final class Workbench implements StandIn {
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(3);
    /** What is here only to say what configurations it has: it must not do anything, and to start it would take time. */
    private static final Set<String> NOT_STARTED = Set.of(
            "org.apache.felix.gogo.command",
            "org.apache.felix.log",
            "org.jline",
            "twitcher.engine",
            "twitcher.health",
            "twitcher.metrics",
            "twitcher.zk");

    private final Container container;
    private final StateDirectory state;
    private final Optional<Path> scratch;
    private final Path path;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Workbench(Container container, Place place) {
        this.container = container;
        this.state = place.state();
        this.path = place.path();
        this.scratch = place.scratch();
    }

    /** Starts one; it ends with the JVM at the latest. */
    static Workbench start(Invocation invocation) throws StartFailure {
        silence();
        Place place = Place.find();
        DaemonSettings settings = settings(invocation, place.path());
        Container container = Container.startInPlace(
                FrameworkSettings.of(settings, place.state()), Bundles.of(settings), Workbench::isNeeded);
        Workbench workbench = new Workbench(container, place);
        Runtime.getRuntime().addShutdownHook(new Thread(workbench::close, "twitcher-workbench-end"));
        return workbench;
    }

    private static boolean isNeeded(Bundle bundle) {
        return !NOT_STARTED.contains(bundle.getSymbolicName());
    }

    private static DaemonSettings settings(Invocation invocation, Path state) {
        Logging.Settings nowhere =
                new Logging.Settings(Optional.empty(), Logging.Destination.STDOUT, LineFormat.TEXT, Verbosity.NORMAL);
        return new DaemonSettings(
                invocation,
                state.resolve("empty"),
                state,
                Optional.empty(),
                Optional.empty(),
                false,
                DaemonSettings.Trust.OWNERS,
                nowhere);
    }

    /** The command's output is all that is wanted. */
    private static void silence() {
        Logger root = Logger.getLogger("");
        Arrays.stream(root.getHandlers()).forEach(root::removeHandler);
        root.setLevel(Level.OFF);
    }

    @Override
    public Path stateDirectory() {
        return path;
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            container.stop(STOP_TIMEOUT);
            state.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // The lock ends with the process.
        }
        scratch.ifPresent(Place::delete);
    }

    /**
     * Where it works: in the cache of this user, so that what is unpacked for Python is there the next time; if that
     * cannot be, or is in use, in a temporary folder.
     *
     * @param scratch to be deleted at the end
     */
    private record Place(StateDirectory state, Path path, Optional<Path> scratch) {
        static Place find() throws StartFailure {
            Path cache = Path.of(System.getProperty("user.home"), ".cache", "twitcher");
            try {
                return at(cache, Optional.empty());
            } catch (StartFailure | IOException e) {
                return temporary();
            }
        }

        private static Place temporary() throws StartFailure {
            try {
                Path made = Files.createTempDirectory("twitcher-");
                return at(made, Optional.of(made));
            } catch (IOException e) {
                throw new StartFailure("no folder to work in: " + Words.of(e) + "; set TMPDIR to one");
            }
        }

        private static Place at(Path path, Optional<Path> scratch) throws StartFailure, IOException {
            StateDirectory state = StateDirectory.open(path);
            Files.createDirectories(path.resolve("empty"));
            return new Place(state, path, scratch);
        }

        static void delete(Path folder) {
            try (Stream<Path> tree = Files.walk(folder)) {
                for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            } catch (IOException e) {
                // It is in the folder for such things.
            }
        }
    }
}
