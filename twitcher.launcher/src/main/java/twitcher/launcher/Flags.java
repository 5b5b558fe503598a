package twitcher.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;
import twitcher.launcher.log.LineFormat;

/** The command line as typed; {@link DaemonSettings} says what it means. */
@Command(
        name = "twitcher",
        sortOptions = false,
        usageHelpWidth = 100,
        header = "Runs an action when a ZooKeeper node changes.",
        synopsisHeading = "",
        customSynopsis = {
            "usage: twitcher [flags]                             runs the daemon",
            "       twitcher [--state_dir DIR] COMMAND [ARG...]  tells a running daemon what to do",
            "       twitcher [--state_dir DIR] shell             opens a session with a running daemon"
        },
        optionListHeading = "%nflags (a name may be shortened while it stays unambiguous):%n",
        footer = {
            "",
            "commands: 'twitcher help' lists those of the running daemon. @FILE as an argument stands for the text of",
            "  that file, @- for standard input, @@ for a plain @.",
            "exit codes: 0 fine, 1 no, 2 usage, 3 daemon not running, 4 timeout"
        })
final class Flags {
    @Option(
            names = "--zkservers",
            paramLabel = "HOST[:PORT],...[/CHROOT]",
            description = "ZooKeeper servers (default: localhost:2181); beats twitcher.zk.cfg")
    String zkservers;

    @Option(names = "--config_path", paramLabel = "DIR", description = "the watched folder (default: /etc/twitcher)")
    Path configPath;

    @Option(
            names = "--state_dir",
            paramLabel = "DIR",
            description = "where the daemon keeps its state (default: $TWITCHER_STATE_DIR, or /var/lib/twitcher);"
                    + " for a command: which daemon is meant")
    Path stateDirectory;

    @Option(names = "--pidfile", paramLabel = "FILE", description = "keeps the daemon's pid, locked while it runs")
    Path pidfile;

    @Option(
            names = "--logfile",
            paramLabel = "FILE",
            description = "log to the end of this file (default: syslog); SIGHUP reopens it")
    Path logfile;

    @Option(names = "--log_to_stdout", description = "log to standard output")
    boolean logToStdout;

    @Option(
            names = "--log_format",
            paramLabel = "text|json",
            description = "form of the log's lines (default: text)",
            defaultValue = "text")
    LineFormat logFormat;

    @Option(
            names = {"-v", "--verbose"},
            description = "log connections and reads too")
    boolean verbose;

    @Option(
            names = {"-d", "--debug"},
            description = "log everything")
    boolean debug;

    @Option(names = "--daemonize", description = "detach; return once the daemon holds its locks")
    boolean daemonize;

    @Option(
            names = "--devel",
            description =
                    "for trying out: debug log on standard output, config_path ./config, state in .twitcher beside"
                            + " it, an embedded ZooKeeper unless --zkservers is given, a console on the terminal")
    boolean devel;

    @Option(names = "--insecure_config", description = "load configs whoever owns them")
    boolean insecureConfig;

    @Option(names = "--version", versionHelp = true, description = "print the version")
    boolean version;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "print this")
    boolean help;

    @Parameters(hidden = true)
    List<String> command = new ArrayList<>();

    /** What follows the words of a mistake: how it is called, and where more is said. */
    static final String USAGE = "usage: twitcher [flags] | twitcher [--state_dir DIR] COMMAND [ARG...]"
            + " (see 'twitcher --help', and 'twitcher help' for the commands of a running daemon)";

    private Flags() {}

    /** What is wrong, and what may have been meant. */
    static String words(ParameterException e) {
        List<String> near = e instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        return e.getMessage() + (near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?");
    }

    /**
     * Reads a command line.
     *
     * @throws ParameterException if it makes no sense; its message says why
     */
    static Flags parse(String... arguments) {
        Flags flags = new Flags();
        CommandLine commandLine = commandLine(flags);
        flags.check(commandLine, commandLine.parseArgs(arguments));
        return flags;
    }

    /** The text of {@code --help}. */
    static String usage() {
        return commandLine(new Flags()).getUsageMessage(CommandLine.Help.Ansi.OFF);
    }

    private static CommandLine commandLine(Flags flags) {
        return new CommandLine(flags)
                .setAbbreviatedOptionsAllowed(true)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setStopAtPositional(true)
                .setOverwrittenOptionsAllowed(true)
                .setExpandAtFiles(false);
    }

    private void check(CommandLine commandLine, ParseResult parsed) {
        if (!command.isEmpty()) {
            refuseFlagsOfTheDaemon(commandLine, parsed);
        }
        if (zkservers != null) {
            ConnectStrings.problem(zkservers).ifPresent(problem -> {
                throw new ParameterException(commandLine, "--zkservers " + zkservers + ": " + problem);
            });
        }
    }

    private void refuseFlagsOfTheDaemon(CommandLine commandLine, ParseResult parsed) {
        Set<String> flags = parsed.matchedOptions().stream()
                .filter(option -> !option.usageHelp() && !option.versionHelp())
                .map(OptionSpec::longestName)
                .collect(Collectors.toCollection(TreeSet::new));
        flags.remove("--state_dir");
        if (!flags.isEmpty()) {
            String words = "flags of the daemon do not go with a command ('" + command.get(0) + "')";
            throw new ParameterException(commandLine, String.join(", ", flags) + ": " + words);
        }
    }
}
