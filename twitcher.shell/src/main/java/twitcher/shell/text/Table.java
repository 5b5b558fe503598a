package twitcher.shell.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Rows under headings, as wide as they must be and never wider than the screen: the widest columns give way first. */
public final class Table {
    private static final String GAP = "  ";

    private final List<Cell> headings;
    private final List<List<Cell>> rows = new ArrayList<>();

    public Table(String... headings) {
        this.headings = Stream.of(headings)
                .map(heading -> new Cell(heading, Tone.STRONG))
                .toList();
    }

    /** Adds a row; it has as many cells as there are headings. */
    public Table row(Cell... cells) {
        if (cells.length != headings.size()) {
            throw new IllegalArgumentException("cells: must be " + headings.size() + ", were " + cells.length);
        }
        rows.add(List.of(cells));
        return this;
    }

    /** The table as text, a line a row. */
    public String on(Screen screen) {
        int[] widths = fitted(screen.columns());
        StringBuilder text = new StringBuilder();
        append(text, headings, widths, screen.colour());
        rows.forEach(row -> append(text, row, widths, screen.colour()));
        return text.toString();
    }

    private static void append(StringBuilder text, List<Cell> row, int[] widths, boolean colour) {
        for (int i = 0; i < widths.length; i++) {
            boolean last = i == widths.length - 1;
            text.append(row.get(i).at(widths[i], colour, last)).append(last ? "\n" : GAP);
        }
    }

    private int[] fitted(int columns) {
        int[] natural = IntStream.range(0, headings.size()).map(this::natural).toArray();
        int room = columns - GAP.length() * (natural.length - 1);
        if (columns == 0 || IntStream.of(natural).sum() <= room) {
            return natural;
        }
        int limit = limit(natural, room);
        return IntStream.of(natural).map(width -> Math.min(width, limit)).toArray();
    }

    private int natural(int column) {
        return Stream.concat(Stream.of(headings), rows.stream())
                .mapToInt(row -> Width.of(row.get(column).text()))
                .max()
                .orElse(0);
    }

    /** The largest limit to every column with which all of them fit into {@code room}; at least 3. */
    private static int limit(int[] natural, int room) {
        int limit = IntStream.of(natural).max().orElse(0);
        while (limit > 3 && sum(natural, limit) > room) {
            limit--;
        }
        return limit;
    }

    private static int sum(int[] natural, int limit) {
        return IntStream.of(natural).map(width -> Math.min(width, limit)).sum();
    }
}
