package twitcher.shell.session;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.apache.felix.service.command.Process;
import org.jline.builtins.PosixCommands;
import org.jline.builtins.PosixCommands.Context;
import org.jline.terminal.Terminal;
import twitcher.shell.gogo.CommandName;

/** What is wanted behind a pipe: {@code watches | grep web | less}. They read what the command before them prints. */
final class TextTools {
    /** Of a command of ours that has the name of a tool, such as {@code tail}: it is meant where nothing is piped in. */
    private static final String OWN = CommandName.OWN_SCOPE + ":";

    private static final Path NOWHERE = Path.of("/");

    private TextTools() {}

    /** One of JLine's tools. */
    private interface Tool {
        void run(Context context, String[] argv) throws Exception;
    }

    private static final Map<String, Tool> TOOLS = new TreeMap<>(Map.of(
            "grep", PosixCommands::grep,
            "head", PosixCommands::head,
            "tail", PosixCommands::tail,
            "sort", PosixCommands::sort,
            "wc", PosixCommands::wc,
            "less", PosixCommands::less,
            "clear", PosixCommands::clear));

    /** Their names. */
    static List<String> names() {
        return List.copyOf(TOOLS.keySet());
    }

    /** Makes them commands of {@code session} alone. */
    static void putInto(CommandSession session, Terminal terminal) {
        TOOLS.forEach((name, tool) -> session.put(name, (Function) (inner, arguments) -> {
            Process process = Process.Utils.current();
            if (process.isTty(0) && inner.get(OWN + name) instanceof Function own) {
                return own.execute(inner, arguments);
            }
            tool.run(context(inner, terminal), argv(name, arguments));
            return null;
        }));
    }

    private static String[] argv(String name, List<Object> arguments) {
        return Stream.concat(Stream.of(name), arguments.stream().map(String::valueOf))
                .toArray(String[]::new);
    }

    private static Context context(CommandSession session, Terminal terminal) {
        Process process = Process.Utils.current();
        Terminal shown = process.isTty(1) ? terminal : null;
        return new Context(process.in(), process.out(), process.err(), NOWHERE, shown, session::get);
    }
}
