package twitcher.shell.text;

import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Process;

/**
 * Where a command's output is shown.
 *
 * @param columns its width; 0: unlimited
 * @param rows its height; 0: unlimited
 * @param colour whether colours are wanted
 * @param terminal whether it is a terminal
 */
public record Screen(int columns, int rows, boolean colour, boolean terminal) {
    /** Variable of a session whose terminal shall have no colours. */
    public static final String NO_COLOUR = "NO_COLOR";

    private static final String VARIABLE = "twitcher.screen";
    private static final Screen PIPE = new Screen(0, 0, false, false);

    /** Makes this the screen of {@code session}. */
    public void putInto(CommandSession session) {
        session.put(VARIABLE, this);
        session.put("COLUMNS", columns);
        session.put("LINES", rows);
    }

    /**
     * The screen of the command that runs in {@code session}: what was put there, or else the terminal of an interactive
     * session; none at all before a pipe.
     */
    public static Screen of(CommandSession session) {
        Process command = Process.Utils.current();
        if (command != null && !command.isTty(1)) {
            return PIPE;
        }
        return session.get(VARIABLE) instanceof Screen screen ? screen : ofTerminal(session);
    }

    private static Screen ofTerminal(CommandSession session) {
        int columns = number(session.get("COLUMNS"));
        boolean dumb = String.valueOf(session.get("TERM")).startsWith("dumb");
        boolean colour = columns > 0 && !dumb && session.get(NO_COLOUR) == null;
        return new Screen(columns, number(session.get("LINES")), colour, columns > 0);
    }

    private static int number(Object variable) {
        return variable instanceof Number number ? Math.max(0, number.intValue()) : 0;
    }

    /** Without colours. */
    public Screen plain() {
        return new Screen(columns, rows, false, terminal);
    }
}
