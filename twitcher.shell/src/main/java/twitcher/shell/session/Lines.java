package twitcher.shell.session;

import java.io.EOFException;
import java.util.List;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.jline.terminal.Terminal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import twitcher.shell.gogo.CommandName;
import twitcher.shell.gogo.CommandTable;
import twitcher.shell.gogo.Failures;
import twitcher.shell.text.Printable;
import twitcher.shell.text.Screen;
import twitcher.shell.text.Tone;

/** Carries out the lines of a session, and says what came of each. */
final class Lines {
    private static final Logger LOG = LoggerFactory.getLogger(Lines.class);

    private final Daemon daemon;
    private final CommandSession gogo;
    private final Terminal terminal;

    Lines(Daemon daemon, CommandSession gogo, Terminal terminal) {
        this.daemon = daemon;
        this.gogo = gogo;
        this.terminal = terminal;
    }

    /** Carries out a line of Gogo script. Returns when it is done, or has been interrupted. */
    void carryOut(String line) {
        if (line.isEmpty()) {
            return;
        }
        Thread.interrupted(); // by a Ctrl-C that came when the line was complete already
        try {
            Object result = gogo.execute(line);
            if (result != null) {
                print(String.valueOf(gogo.format(result, Converter.INSPECT)));
            }
        } catch (InterruptedException e) {
            abandon();
        } catch (Exception e) { // a command may throw anything
            say(Tone.BAD, words(line, e));
        }
    }

    /** Makes way for the next line. What does not heed the interruption is held when it prints, and ends with the session. */
    private void abandon() {
        try {
            Optional.ofNullable(gogo.foregroundJob()).ifPresent(job -> {
                job.interrupt();
                job.background();
            });
        } catch (IllegalStateException e) {
            LOG.debug("it has ended in the meantime: {}", e.getMessage());
        }
        print("");
    }

    private String words(String line, Exception thrown) {
        CommandTable table = CommandTable.of(daemon.context());
        List<String> typed = List.of(line.split("[\\s|;]+"));
        if (thrown instanceof EOFException) {
            return "the line is not complete: a quote or bracket is open";
        }
        Optional<CommandTable.Meaning> meaning = table.meaning(typed);
        if (meaning.isEmpty()) {
            return isUnknownCommand(thrown) ? table.unknown(typed) : String.valueOf(thrown.getMessage());
        }
        CommandName name = meaning.get().name();
        return new Failures(name, table.usages(name)).words(thrown);
    }

    /** Gogo's class for it lies in a package that is none of its api. */
    private static boolean isUnknownCommand(Exception thrown) {
        return thrown.getClass().getSimpleName().equals("CommandNotFoundException");
    }

    /** Prints a line. */
    void say(Tone tone, String words) {
        String text = Printable.lines(words);
        print(Screen.of(gogo).colour() ? tone.on(text) : text);
    }

    private void print(String text) {
        terminal.writer().print(text.endsWith("\n") ? text : text + "\n");
        terminal.flush();
    }
}
