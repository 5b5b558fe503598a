package twitcher.shell.command;

import java.util.ArrayList;
import java.util.List;
import twitcher.shell.text.Cell;
import twitcher.shell.text.Printable;
import twitcher.shell.text.Screen;
import twitcher.shell.text.Tone;

/** Names and values under a title, a line each; never cut. */
final class Page {
    private static final int NAMES = 14;

    private final List<String> names = new ArrayList<>();
    private final List<Cell> values = new ArrayList<>();
    private String title = "";

    Page title(String text) {
        title = Printable.line(text);
        return this;
    }

    Page line(String name, Object value) {
        return line(name, Cell.of(value));
    }

    Page line(String name, Cell value) {
        names.add(name);
        values.add(value);
        return this;
    }

    String on(Screen screen) {
        StringBuilder text = new StringBuilder();
        if (!title.isEmpty()) {
            text.append(toned(Tone.STRONG, title, screen)).append('\n');
        }
        for (int i = 0; i < names.size(); i++) {
            Cell value = values.get(i);
            String name =
                    names.get(i) + " ".repeat(Math.max(1, NAMES - names.get(i).length()));
            text.append(toned(Tone.FAINT, name, screen))
                    .append(toned(value.tone(), value.text(), screen))
                    .append('\n');
        }
        return text.toString();
    }

    private static String toned(Tone tone, String text, Screen screen) {
        return screen.colour() ? tone.on(text) : text;
    }
}
