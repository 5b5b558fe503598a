package twitcher.shell.text;

/**
 * A text in a table. Control characters are replaced: nothing that a node, a file or a process is called alters the
 * terminal.
 *
 * @param text what it says
 * @param tone how it looks
 */
public record Cell(String text, Tone tone) {
    public Cell {
        text = Printable.line(text);
    }

    /** A text without a tone. */
    public static Cell of(Object text) {
        return new Cell(String.valueOf(text), Tone.PLAIN);
    }

    /** A text of less interest. */
    public static Cell faint(Object text) {
        return new Cell(String.valueOf(text), Tone.FAINT);
    }

    /** This cell at exactly {@code width} columns. */
    String at(int width, boolean colour, boolean last) {
        String cut = Width.cut(text, width);
        String shown = colour ? tone.on(cut) : cut;
        return last ? shown : shown + " ".repeat(width - Width.of(cut));
    }

    /** This cell in at most {@code width} columns. */
    public Cell fitted(int width) {
        return width <= 0 ? this : new Cell(Width.cut(text, width), tone);
    }
}
