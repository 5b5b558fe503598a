package twitcher.launcher.client;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import twitcher.launcher.ExitCode;
import twitcher.launcher.Invocation;
import twitcher.launcher.StartFailure;

/** Runs one command on a daemon that runs, as if it ran here, or holds a session with it. */
public final class Client {
    /** The word that asks for a session. */
    private static final String SHELL = "shell";

    private static final String SCOPE = "twitcher";
    private static final Set<String> NO_DAEMON_NEEDED = Set.of("lint");
    private static final String LOST = "the connection to the daemon was lost: ";

    private static final OutputStream STDOUT = new FileOutputStream(FileDescriptor.out);
    private static final OutputStream STDERR = new FileOutputStream(FileDescriptor.err);

    private final Invocation invocation;
    private final Optional<Path> stateDirectory;
    private final StandIn.Starter standIn;

    /**
     * A client.
     *
     * @param stateDirectory which daemon, if the command line says so
     * @param standIn who answers a command that needs no daemon, if there is none
     */
    public Client(Invocation invocation, Optional<Path> stateDirectory, StandIn.Starter standIn) {
        this.invocation = invocation;
        this.stateDirectory = stateDirectory;
        this.standIn = standIn;
    }

    /**
     * Runs the command, or for {@code shell} a session; its output goes to the standard streams as it comes.
     *
     * @return its exit code, or why there is none
     * @throws StartFailure if a file that it names cannot be read
     */
    public int run(List<String> command) throws StartFailure {
        return command.get(0).equals(SHELL) ? hold(command) : runOne(command);
    }

    private int runOne(List<String> command) throws StartFailure {
        List<Attachment> attachments = new Attachments(invocation.cwd(), System.in).of(command);
        Request request = new Request(command, invocation, attachments);
        NearEnd nearEnd = new StandardStreams(STDOUT, STDERR);
        return NO_DAEMON_NEEDED.contains(nameOf(command))
                ? connectedOrNot(request, nearEnd)
                : connected(Candidates.of(invocation, stateDirectory), request, nearEnd);
    }

    private static String nameOf(List<String> command) {
        boolean scoped = command.get(0).equals(SCOPE) && command.size() > 1;
        return scoped ? command.get(1) : command.get(0).replaceFirst("^" + SCOPE + ":", "");
    }

    /** The daemon answers, or if there is none, who stands in for it. */
    private int connectedOrNot(Request request, NearEnd nearEnd) throws StartFailure {
        try (Connection connection = Candidates.of(invocation, stateDirectory).connect()) {
            return conversed(connection, request, nearEnd);
        } catch (NoDaemonException e) {
            return e.exitCode() == ExitCode.NO_DAEMON ? standIn(request, nearEnd) : fail(e.getMessage(), e.exitCode());
        } catch (IOException e) {
            return fail(LOST + e.getMessage(), ExitCode.NO_DAEMON);
        }
    }

    private int standIn(Request request, NearEnd nearEnd) throws StartFailure {
        System.err.println("twitcher: no daemon answers: this is without the bundles of a watched folder");
        try (StandIn running = standIn.start()) {
            return connected(new Candidates(List.of(running.stateDirectory())), request, nearEnd);
        }
    }

    private int hold(List<String> command) {
        if (command.size() > 1) {
            return fail("shell: takes no argument; a single command is run by: twitcher COMMAND", ExitCode.USAGE);
        }
        if (!invocation.terminal().stdin() || !invocation.terminal().stdout()) {
            return fail("shell: needs a terminal; a single command is run by: twitcher COMMAND", ExitCode.USAGE);
        }
        try (TerminalEnd terminal = new TerminalEnd(new RawTerminal(), STDOUT, STDERR)) {
            return connected(Candidates.of(invocation, stateDirectory), Request.session(invocation), terminal);
        }
    }

    private static int connected(Candidates candidates, Request request, NearEnd nearEnd) {
        try (Connection connection = candidates.connect()) {
            return conversed(connection, request, nearEnd);
        } catch (NoDaemonException e) {
            return fail(e.getMessage(), e.exitCode());
        } catch (IOException e) {
            return fail(LOST + e.getMessage(), ExitCode.NO_DAEMON);
        }
    }

    private static int conversed(Connection connection, Request request, NearEnd nearEnd) throws IOException {
        try {
            return connection.run(request, nearEnd);
        } catch (OutputException e) {
            return ExitCode.BROKEN_PIPE;
        }
    }

    private static int fail(String words, int exitCode) {
        System.err.println("twitcher: " + words);
        return exitCode;
    }
}
