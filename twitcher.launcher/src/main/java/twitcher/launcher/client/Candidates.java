package twitcher.launcher.client;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import twitcher.launcher.ExitCode;
import twitcher.launcher.Invocation;
import twitcher.launcher.Words;

/**
 * The state directories that may be meant, the likeliest first. More than one means that a guess has to be made, and the
 * user is told which daemon it was.
 *
 * @param directories absolute
 */
record Candidates(List<Path> directories) {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Path SYSTEM = Path.of("/var/lib/twitcher");
    private static final String DEVEL = ".twitcher";

    Candidates {
        directories = List.copyOf(directories);
    }

    /** By flag, else by environment, else in a source tree that tree's own, then the system's. */
    static Candidates of(Invocation invocation, Optional<Path> flag) {
        if (flag.isPresent()) {
            return new Candidates(List.of(invocation.absolute(flag.get())));
        }
        Optional<Path> environment = invocation.stateDirectoryOfEnvironment();
        if (environment.isPresent()) {
            return new Candidates(List.of(environment.get()));
        }
        List<Path> guesses = new ArrayList<>();
        invocation.sourceTree().ifPresent(tree -> guesses.add(tree.resolve(DEVEL)));
        guesses.add(SYSTEM);
        return new Candidates(guesses);
    }

    /**
     * Connects to the first that has a daemon.
     *
     * @throws NoDaemonException if none has
     */
    Connection connect() throws IOException {
        List<String> failures = new ArrayList<>();
        for (Path directory : directories) {
            try {
                Connection connection = Connection.open(DaemonAddress.in(directory), TIMEOUT);
                sayWhich(directory);
                return connection;
            } catch (NoDaemonException e) {
                throw e;
            } catch (IOException e) {
                failures.add(directory + " (" + reason(directory, e) + ")");
            }
        }
        throw new NoDaemonException(
                "no daemon answers in " + failures.stream().collect(Collectors.joining(" or "))
                        + "; start one with 'twitcher --daemonize', or say with --state_dir where it is",
                ExitCode.NO_DAEMON);
    }

    private void sayWhich(Path directory) {
        if (directories.size() > 1) {
            System.err.println("twitcher: the daemon in " + directory);
        }
    }

    /** The socket's own errors do not tell what is wrong, so the file system is asked. */
    private static String reason(Path directory, IOException failure) {
        try {
            Files.readAttributes(directory, "size");
            Files.readAttributes(DaemonAddress.in(directory).getPath(), "size");
            return failure instanceof ProtocolException
                    ? failure.getMessage()
                    : "its socket is left from one that ended";
        } catch (NoSuchFileException e) {
            return e.getFile().equals(directory.toString()) ? "which does not exist" : "no socket " + e.getFile();
        } catch (AccessDeniedException e) {
            return "permission denied; be root or the daemon's user";
        } catch (IOException e) {
            return Words.of(e);
        }
    }
}
