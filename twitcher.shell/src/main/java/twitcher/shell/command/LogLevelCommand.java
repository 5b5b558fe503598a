package twitcher.shell.command;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.service.component.annotations.Component;
import org.slf4j.LoggerFactory;
import twitcher.api.settings.Nearest;

/** How much twitcher logs, while it runs: as its flags say it, until it ends. */
@Component(service = LogLevelCommand.class)
@GogoCommand(scope = "twitcher", function = "loglevel")
public final class LogLevelCommand {
    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(LogLevelCommand.class);
    /** Kept: the JDK forgets a logger, with its level, that nobody holds. */
    private static final Logger OURS = Logger.getLogger("twitcher");

    /** The levels, in words of the flags {@code -v} and {@code -d}. */
    enum Amount {
        ERROR(Level.SEVERE),
        WARN(Level.WARNING),
        INFO(Level.INFO),
        VERBOSE(Level.FINE),
        DEBUG(Level.ALL);

        private final Level level;

        Amount(Level level) {
            this.level = level;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The one that lets pass what {@code level} does. */
        static Amount of(Level level) {
            return Arrays.stream(values())
                    .filter(amount -> level.intValue() >= amount.level.intValue())
                    .findFirst()
                    .orElse(DEBUG);
        }
    }

    @Descriptor("shows how much is logged, or changes it until the daemon ends")
    public void loglevel(@Descriptor("[LEVEL]: error, warn, info, verbose or debug") String... level) {
        Arguments arguments = Arguments.of("loglevel", level);
        String before = present().word();
        arguments
                .atMostOne("a level")
                .map(word -> amount(word, arguments))
                .ifPresentOrElse(amount -> set(before, amount), () -> Listing.print(before + "\n"));
    }

    private static Amount present() {
        Logger logger = OURS;
        while (logger.getLevel() == null && logger.getParent() != null) {
            logger = logger.getParent();
        }
        return Amount.of(logger.getLevel() == null ? Level.INFO : logger.getLevel());
    }

    private static Amount amount(String word, Arguments arguments) {
        List<String> known = Arrays.stream(Amount.values()).map(Amount::word).toList();
        String wanted = word.toLowerCase(Locale.ROOT);
        if (!known.contains(wanted)) {
            String hint = Nearest.to(wanted, known)
                    .map(nearest -> "; did you mean " + nearest + "?")
                    .orElse("");
            throw arguments.misuse(
                    "must be " + known.stream().collect(Collectors.joining(", ")) + ", was '" + word + "'" + hint);
        }
        return Amount.valueOf(wanted.toUpperCase(Locale.ROOT));
    }

    private static void set(String before, Amount amount) {
        OURS.setLevel(amount.level);
        LOG.info("log: level by an operator: from={} to={}", before, amount.word());
        Listing.print("from " + before + " to " + amount.word() + ", until the daemon ends\n");
    }
}
