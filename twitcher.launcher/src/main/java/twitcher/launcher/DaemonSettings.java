package twitcher.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import twitcher.launcher.log.Logging;
import twitcher.launcher.log.Logging.Destination;
import twitcher.launcher.log.Verbosity;

/**
 * What the daemon is to be, every path absolute.
 *
 * @param invocation where and how it was started
 * @param configPath the watched folder
 * @param stateDirectory positions, history, socket, bundle cache
 * @param zkservers only if the command line names them
 * @param devel whether this is a developer's daemon
 * @param trust which configs it loads
 * @param log where its log goes
 */
record DaemonSettings(
        Invocation invocation,
        Path configPath,
        Path stateDirectory,
        Optional<Path> pidfile,
        Optional<String> zkservers,
        boolean devel,
        Trust trust,
        Logging.Settings log) {
    static final Path STATE_DIRECTORY = Path.of("/var/lib/twitcher");
    static final String DEVEL_STATE_DIRECTORY = ".twitcher";
    private static final Path CONFIG_PATH = Path.of("/etc/twitcher");
    private static final Path DEVEL_CONFIG_PATH = Path.of("config");

    /** Whose configs are loaded. */
    enum Trust {
        OWNERS,
        ANYBODY
    }

    static DaemonSettings of(Flags flags, Invocation invocation) throws StartFailure {
        if (flags.daemonize && !Invocation.isDetached()) {
            throw new StartFailure("--daemonize: only the script bin/twitcher can detach; start the daemon with it");
        }
        Path configPath = invocation.absolute(configPath(flags));
        return new DaemonSettings(
                invocation,
                configPath,
                stateDirectory(flags, invocation, configPath),
                Optional.ofNullable(flags.pidfile).map(invocation::absolute),
                Optional.ofNullable(flags.zkservers),
                flags.devel,
                flags.insecureConfig || flags.devel ? Trust.ANYBODY : Trust.OWNERS,
                log(flags, invocation));
    }

    /** Whether the daemon brings its own ZooKeeper server. */
    boolean embedsZooKeeper() {
        return devel && zkservers.isEmpty();
    }

    /** Whether somebody sits at a terminal and gets a console on it. */
    boolean hasConsole() {
        return devel && invocation.terminal().stdin() && invocation.terminal().stdout();
    }

    /** The distribution's examples, which a developer's first start copies. */
    Path examples() {
        return invocation.home().resolve("etc").resolve("examples");
    }

    /** Whether this is a developer's daemon without a watched folder yet. */
    boolean wantsExamples() {
        return devel && !Files.exists(configPath) && Files.isDirectory(examples());
    }

    private static Path configPath(Flags flags) {
        if (flags.configPath != null) {
            return flags.configPath;
        }
        return flags.devel ? DEVEL_CONFIG_PATH : CONFIG_PATH;
    }

    private static Path stateDirectory(Flags flags, Invocation invocation, Path configPath) {
        if (flags.stateDirectory != null) {
            return invocation.absolute(flags.stateDirectory);
        }
        Path unnamed = flags.devel ? configPath.resolveSibling(DEVEL_STATE_DIRECTORY) : STATE_DIRECTORY;
        return invocation.stateDirectoryOfEnvironment().orElse(unnamed);
    }

    private static Logging.Settings log(Flags flags, Invocation invocation) {
        Optional<Path> file = Optional.ofNullable(flags.logfile).map(invocation::absolute);
        boolean stdout = flags.logToStdout || (flags.devel && file.isEmpty());
        return new Logging.Settings(
                file, stdout ? Destination.STDOUT : Destination.SYSLOG, flags.logFormat, verbosity(flags));
    }

    private static Verbosity verbosity(Flags flags) {
        if (flags.debug) {
            return Verbosity.DEBUG;
        }
        if (flags.devel) {
            return Verbosity.DEVEL;
        }
        return flags.verbose ? Verbosity.VERBOSE : Verbosity.NORMAL;
    }
}
