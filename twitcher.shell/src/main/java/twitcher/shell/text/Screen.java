package twitcher.shell.text;

import org.apache.felix.service.command.CommandSession;

/**
 * Where a command's output is shown.
 *
 * @param columns its width; 0: unlimited
 * @param rows its height; 0: unlimited
 * @param colour whether colours are wanted
 * @param terminal whether it is a terminal
 */
public record Screen(int columns, int rows, boolean colour, boolean terminal) {
    private static final String VARIABLE = "twitcher.screen";

    /** Makes this the screen of {@code session}. */
    public void putInto(CommandSession session) {
        session.put(VARIABLE, this);
        session.put("COLUMNS", columns);
        session.put("LINES", rows);
    }

    /** The screen of {@code session}: what was put there, or else the terminal of an interactive session. */
    public static Screen of(CommandSession session) {
        if (session.get(VARIABLE) instanceof Screen screen) {
            return screen;
        }
        int columns = number(session.get("COLUMNS"));
        String type = String.valueOf(session.get("TERM"));
        return new Screen(columns, number(session.get("LINES")), columns > 0 && !type.startsWith("dumb"), columns > 0);
    }

    private static int number(Object variable) {
        return variable instanceof Number number ? Math.max(0, number.intValue()) : 0;
    }

    /** Without colours. */
    public Screen plain() {
        return new Screen(columns, rows, false, terminal);
    }
}
