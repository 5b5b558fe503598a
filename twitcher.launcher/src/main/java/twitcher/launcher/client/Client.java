package twitcher.launcher.client;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import twitcher.launcher.ExitCode;
import twitcher.launcher.Invocation;
import twitcher.launcher.StartFailure;

/** Runs one command on a daemon that runs, as if it ran here, or holds a session with it. */
public final class Client {
    /** The word that asks for a session. */
    private static final String SHELL = "shell";

    private static final OutputStream STDOUT = new FileOutputStream(FileDescriptor.out);
    private static final OutputStream STDERR = new FileOutputStream(FileDescriptor.err);

    private final Invocation invocation;
    private final Optional<Path> stateDirectory;

    /**
     * A client.
     *
     * @param stateDirectory which daemon, if the command line says so
     */
    public Client(Invocation invocation, Optional<Path> stateDirectory) {
        this.invocation = invocation;
        this.stateDirectory = stateDirectory;
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
        return connected(request, new StandardStreams(STDOUT, STDERR));
    }

    private int hold(List<String> command) {
        if (command.size() > 1) {
            return fail("shell: takes no argument; a single command is run by: twitcher COMMAND", ExitCode.USAGE);
        }
        if (!invocation.terminal().stdin() || !invocation.terminal().stdout()) {
            return fail("shell: needs a terminal; a single command is run by: twitcher COMMAND", ExitCode.USAGE);
        }
        try (TerminalEnd terminal = new TerminalEnd(new RawTerminal(), STDOUT, STDERR)) {
            return connected(Request.session(invocation), terminal);
        }
    }

    private int connected(Request request, NearEnd nearEnd) {
        try (Connection connection = Candidates.of(invocation, stateDirectory).connect()) {
            return connection.run(request, nearEnd);
        } catch (NoDaemonException e) {
            return fail(e.getMessage(), e.exitCode());
        } catch (OutputException e) {
            return ExitCode.BROKEN_PIPE;
        } catch (IOException e) {
            return fail("the connection to the daemon was lost: " + e.getMessage(), ExitCode.NO_DAEMON);
        }
    }

    private static int fail(String words, int exitCode) {
        System.err.println("twitcher: " + words);
        return exitCode;
    }
}
