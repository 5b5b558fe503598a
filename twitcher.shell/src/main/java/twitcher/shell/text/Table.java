package twitcher.shell.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Rows under headings, as wide as they must be and never wider than the screen: headings give way first, then the widest
 * columns.
 */
public final class Table {
    private static final String GAP = "  ";
    /** Headings give way down to this width before any cell does. */
    private static final int NARROWEST = 4;

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
        StringBuilder text =
                new StringBuilder((rows.size() + 1) * (IntStream.of(widths).sum() + GAP.length()));
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
        int[] widest = IntStream.range(0, headings.size()).map(this::widest).toArray();
        int[] natural = widths(widest, Integer.MAX_VALUE);
        int room = columns - GAP.length() * (natural.length - 1);
        if (columns == 0 || IntStream.of(natural).sum() <= room) {
            return natural;
        }
        int[] narrow = widths(widest, NARROWEST);
        int limit = limit(narrow, room);
        return IntStream.of(narrow).map(width -> Math.min(width, limit)).toArray();
    }

    /** As wide as the widest cell, and as the heading as far as that is not beyond {@code most}. */
    private int[] widths(int[] widest, int most) {
        return IntStream.range(0, headings.size())
                .map(column ->
                        Math.max(Math.min(most, Width.of(headings.get(column).text())), widest[column]))
                .toArray();
    }

    private int widest(int column) {
        return rows.stream()
                .mapToInt(row -> Width.of(row.get(column).text()))
                .max()
                .orElse(0);
    }

    /** The largest limit to every column with which all of them fit into {@code room}; at least 3. */
    private static int limit(int[] widths, int room) {
        int limit = IntStream.of(widths).max().orElse(0);
        while (limit > 3 && sum(widths, limit) > room) {
            limit--;
        }
        return limit;
    }

    private static int sum(int[] widths, int limit) {
        return IntStream.of(widths).map(width -> Math.min(width, limit)).sum();
    }
}
