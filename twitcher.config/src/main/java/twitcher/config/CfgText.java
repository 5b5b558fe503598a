package twitcher.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import twitcher.api.settings.Location;
import twitcher.api.settings.Problem;

/**
 * A {@code .cfg} file: what {@link Properties} would read of it, each entry with its line, and what is wrong with it
 * whatever it is for. Immutable.
 */
record CfgText(String file, List<Entry> entries, List<Problem> problems) {
    /** With this key, File Install would write to the file that it names. */
    private static final String FILE_INSTALLS_OWN = "felix.fileinstall.filename";

    /** A key with its value, and the line in which it begins. */
    record Entry(String key, String value, int line) {}

    CfgText {
        entries = List.copyOf(entries);
        problems = List.copyOf(problems);
    }

    static CfgText of(String file, byte[] bytes) {
        CharBuffer text = CharBuffer.allocate(bytes.length);
        ByteBuffer from = ByteBuffer.wrap(bytes);
        CoderResult result = UTF_8.newDecoder().decode(from, text, true);
        if (result.isError()) {
            String before = new String(bytes, 0, from.position(), UTF_8);
            return new CfgText(file, List.of(), List.of(problem(file, before.split("\n", -1).length, "is not UTF-8")));
        }
        return new Reader(file, text.flip().toString()).read();
    }

    /** What is set, by key. */
    Map<String, String> values() {
        return entries.stream().collect(Collectors.toMap(Entry::key, Entry::value));
    }

    /** What is wrong in that line. */
    Problem problem(Entry entry, String words) {
        return problem(file, entry.line(), Words.shown(entry.key()) + ": " + words);
    }

    private static Problem problem(String file, int line, String words) {
        return new Problem(new Location(file, line, 0), words);
    }

    /** Joins lines as {@link Properties} does, and has it read each by itself. */
    private static final class Reader {
        private final String file;
        private final String[] lines;
        private final List<Entry> entries = new ArrayList<>();
        private final List<Problem> problems = new ArrayList<>();
        /** Config Admin takes no two keys that differ in case only. */
        private final Map<String, Integer> seen = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

        private int next;

        Reader(String file, String text) {
            this.file = file;
            this.lines = text.split("\r\n|\r|\n", -1);
        }

        CfgText read() {
            while (next < lines.length) {
                int first = next++;
                if (!isIgnored(lines[first])) {
                    read(first, joined(first));
                }
            }
            return new CfgText(file, entries, problems);
        }

        private static boolean isIgnored(String line) {
            String begun = line.replaceFirst("^[ \t\f]+", "");
            return begun.isEmpty() || begun.startsWith("#") || begun.startsWith("!");
        }

        private String joined(int first) {
            StringBuilder joined = new StringBuilder(lines[first]);
            while (isContinued(lines[next - 1]) && next < lines.length) {
                joined.append('\n').append(lines[next++]);
            }
            return joined.toString();
        }

        private static boolean isContinued(String line) {
            int end = line.length();
            while (end > 0 && line.charAt(end - 1) == '\\') {
                end--;
            }
            return (line.length() - end) % 2 == 1;
        }

        private void read(int first, String line) {
            Properties properties = new Properties();
            try {
                properties.load(new StringReader(line));
            } catch (IllegalArgumentException e) {
                problems.add(problem(file, first + 1, badEscape(line)));
            } catch (IOException e) {
                throw new IllegalStateException("a string can be read", e);
            }
            properties.forEach((key, value) -> add(new Entry((String) key, (String) value, first + 1)));
        }

        private static String badEscape(String line) {
            String key = line.strip().split("[ \t\f=:]", 2)[0];
            return Words.shown(key)
                    + ": \\u must be followed by four hexadecimal digits (a backslash itself is written \\\\)";
        }

        private void add(Entry entry) {
            Integer before = seen.putIfAbsent(entry.key(), entry.line());
            if (entry.key().isEmpty()) {
                problems.add(problem(file, entry.line(), "the key is missing; expected key=value"));
            } else if (before != null) {
                problems.add(problem(
                        file,
                        entry.line(),
                        Words.shown(entry.key()) + ": is set in line " + before + " already; delete one of them"));
            } else if (entry.key().equals(FILE_INSTALLS_OWN)) {
                problems.add(problem(file, entry.line(), FILE_INSTALLS_OWN + ": is not for configurations; remove it"));
            } else {
                entries.add(entry);
            }
        }
    }
}
