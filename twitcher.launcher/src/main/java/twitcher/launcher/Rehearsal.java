package twitcher.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import twitcher.launcher.client.Client;
import twitcher.launcher.log.DaemonLogManager;

/**
 * A start of the daemon and one command on it, in a scratch folder, so that the JVM can write an archive of the classes
 * that both need. The script runs it when there is no such archive yet; what it prints is of no interest.
 */
public final class Rehearsal {
    private static final Path STATE_DIRECTORY = Path.of("state");
    private static final int COMMAND_SECONDS = 5;

    private Rehearsal() {}

    /** Starts, asks for the status, stops. */
    public static void main(String[] arguments) throws StartFailure, InterruptedException {
        DaemonLogManager.install();
        Invocation invocation = Invocation.current();
        // Port 1 of this machine: nobody answers, at once.
        Flags flags = Flags.parse(
                "--zkservers=127.0.0.1:1", "--state_dir=" + STATE_DIRECTORY, "--config_path=config", "--log_to_stdout");
        Daemon daemon = new Daemon(DaemonSettings.of(flags, invocation), StopWish.bySignals());
        Thread client = new Thread(() -> command(invocation, daemon), "twitcher-rehearsal");
        client.setDaemon(true);
        client.start();
        daemon.run();
        client.join(TimeUnit.SECONDS.toMillis(COMMAND_SECONDS));
        System.exit(ExitCode.FINE);
    }

    private static void command(Invocation invocation, Daemon daemon) {
        try {
            daemon.awaitStarted();
            new Client(invocation, Optional.of(STATE_DIRECTORY), () -> Workbench.start(invocation))
                    .run(List.of("status"));
        } catch (StartFailure | InterruptedException e) {
            // What was loaded until here is worth an archive all the same.
        } finally {
            daemon.stop();
        }
    }
}
