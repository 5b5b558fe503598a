package twitcher.shell.session;

import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.jline.terminal.Terminal;
import twitcher.shell.text.Screen;

/** What commands of a session find out about their terminal, by the names that Gogo's JLine console uses too. */
record SessionVariables(Terminal terminal, boolean colour) {
    void putInto(CommandSession session) {
        session.put("SCOPE", "twitcher:zk:felix:gogo:*");
        session.put(".terminal", terminal);
        session.put("TERM", terminal.getType());
        session.put("#COLUMNS", (Function) (inner, none) -> terminal.getWidth());
        session.put("#LINES", (Function) (inner, none) -> terminal.getHeight());
        session.put(Screen.NO_COLOUR, colour ? null : true);
        TextTools.putInto(session, terminal);
    }
}
