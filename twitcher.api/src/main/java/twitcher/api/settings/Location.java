package twitcher.api.settings;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;

/**
 * A place in a config file.
 *
 * @param file the file, relative to the watched folder
 * @param line from 1; 0 if unknown
 * @param column from 1, in characters; 0 if unknown
 */
public record Location(String file, int line, int column) implements Comparable<Location> {
    /** No place: for values that come from no file. */
    public static final Location NONE = new Location("", 0, 0);

    private static final Comparator<Location> ORDER =
            Comparator.comparing(Location::file).thenComparing(Location::line).thenComparing(Location::column);

    public Location {
        requireNonNull(file, "file");
    }

    /** {@code file:line:column}, as far as known. */
    @Override
    public String toString() {
        if (line == 0) {
            return file;
        }
        return column == 0 ? file + ":" + line : file + ":" + line + ":" + column;
    }

    /** By file, line and column. */
    @Override
    public int compareTo(Location that) {
        return ORDER.compare(this, that);
    }
}
