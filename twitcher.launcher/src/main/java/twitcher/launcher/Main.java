package twitcher.launcher;

import java.util.Optional;
import picocli.CommandLine.ParameterException;
import twitcher.launcher.client.Client;
import twitcher.launcher.log.DaemonLogManager;

/** Where the program begins. */
public final class Main {
    private Main() {}

    /** Runs the daemon, or one command on a daemon that runs, and ends the JVM with the exit code. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    private static int run(String... arguments) {
        try {
            Optional<ClientCall> call = ClientCall.of(arguments);
            return call.isPresent() ? runClient(call.get()) : runFlags(arguments);
        } catch (StartFailure e) {
            System.err.println("twitcher: " + e.getMessage());
            return ExitCode.NO;
        }
    }

    private static int runClient(ClientCall call) throws StartFailure {
        Invocation invocation = Invocation.current();
        return new Client(invocation, call.stateDirectory(), () -> Workbench.start(invocation)).run(call.command());
    }

    private static int runFlags(String... arguments) throws StartFailure {
        StopWish stop = StopWish.bySignals();
        try {
            return run(Flags.parse(arguments), stop);
        } catch (ParameterException e) {
            System.err.println("twitcher: " + Flags.words(e));
            System.err.println(Flags.USAGE);
            return ExitCode.USAGE;
        }
    }

    private static int run(Flags flags, StopWish stop) throws StartFailure {
        if (flags.help) {
            System.out.print(Flags.usage());
            return ExitCode.FINE;
        }
        if (flags.version) {
            System.out.println("twitcher " + Version.text());
            return ExitCode.FINE;
        }
        if (!flags.command.isEmpty()) {
            // A client ends as any other program does.
            stop.tell(why -> Runtime.getRuntime().halt(why.equals("SIGINT") ? 130 : 143));
            return runClient(new ClientCall(Optional.ofNullable(flags.stateDirectory), flags.command));
        }
        DaemonLogManager.install();
        new Daemon(DaemonSettings.of(flags, Invocation.current()), stop).run();
        return ExitCode.FINE;
    }
}
