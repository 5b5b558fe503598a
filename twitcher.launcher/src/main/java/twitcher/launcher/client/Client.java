package twitcher.launcher.client;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import twitcher.launcher.ExitCode;
import twitcher.launcher.Invocation;
import twitcher.launcher.StartFailure;

/** Runs one command on a daemon that runs, as if it ran here. */
public final class Client {
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
     * Runs the command; its output goes to the standard streams as it comes.
     *
     * @return its exit code, or why there is none
     * @throws StartFailure if a file that it names cannot be read
     */
    public int run(List<String> command) throws StartFailure {
        List<Attachment> attachments = new Attachments(invocation.cwd(), System.in).of(command);
        Request request = new Request(command, invocation, attachments);
        try (Connection connection = Candidates.of(invocation, stateDirectory).connect()) {
            return connection.run(
                    request, new FileOutputStream(FileDescriptor.out), new FileOutputStream(FileDescriptor.err));
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
