package twitcher.itest.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A run, as its own process told of it. Lines are counted in the log of its watch, to which every run appends.
 *
 * @param run its id
 * @param generation of the action
 * @param line of its start
 * @param at when it started, by {@link Uptime}
 * @param event why
 * @param mzxid of the state that it was given; empty: the node did not exist
 * @param payload what it was given, a comma after each line
 * @param endLine of its end; empty: it was not seen to end
 * @param endAt when that was
 */
record Started(
        String run,
        int generation,
        int line,
        double at,
        String event,
        String mzxid,
        String payload,
        OptionalInt endLine,
        OptionalDouble endAt) {
    /** What a run does: takes in its payload, tells that it starts, takes its time, tells that it ends. */
    static final String SCRIPT = """
            p=
            while IFS= read -r l || [ -n "$l" ]; do p="$p$l,"; done
            read -r t _ </proc/uptime
            echo "start $TWITCHER_RUN $2 $t $TWITCHER_EVENT ${TWITCHER_MZXID:--} [$p]" >>"$1"
            [ "$3" = 0 ] || sleep "$3"
            read -r t _ </proc/uptime
            echo "end $TWITCHER_RUN $2 $t" >>"$1"
            """;

    /** The runs that a log tells of, in the order of their starts. */
    static List<Started> in(Path log) {
        try {
            return Files.exists(log) ? parse(Files.readAllLines(log)) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Started> parse(List<String> lines) {
        Map<String, Started> runs = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String[] words = lines.get(i).split(" ");
            if (words[0].equals("start") && words.length == 7) {
                runs.put(words[1], start(words, i));
            } else if (words[0].equals("end") && words.length == 4) {
                int line = i;
                runs.computeIfPresent(words[1], (id, run) -> run.end(line, Double.parseDouble(words[3])));
            }
        }
        return new ArrayList<>(runs.values());
    }

    private static Started start(String[] words, int line) {
        return new Started(
                words[1],
                Integer.parseInt(words[2]),
                line,
                Double.parseDouble(words[3]),
                words[4],
                words[5].equals("-") ? "" : words[5],
                words[6].substring(1, words[6].length() - 1),
                OptionalInt.empty(),
                OptionalDouble.empty());
    }

    private Started end(int endingLine, double ending) {
        return new Started(
                run,
                generation,
                line,
                at,
                event,
                mzxid,
                payload,
                OptionalInt.of(endingLine),
                OptionalDouble.of(ending));
    }
}
