package twitcher.config;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import twitcher.api.admin.FileStatus;
import twitcher.api.admin.FileStatus.State;

/** What became of each file. Written on the gate's thread, read on any. */
final class Statuses {
    private static final Logger LOG = LoggerFactory.getLogger("twitcher.config");

    private static final Duration MOMENT = Duration.ofSeconds(1);

    private final NavigableMap<String, FileStatus> byFile = new ConcurrentSkipListMap<>();
    private final NavigableMap<Long, Turn> turns = new ConcurrentSkipListMap<>();
    private volatile Map<String, Written> settling = Map.of();
    private long lastTurn;

    /** A file that was just written, and since when. */
    private record Written(String kind, Instant since) {}

    /** A file that is to be read: the first of its kind is being read. */
    private record Turn(String file, String kind, Instant since) {}

    /** All files, by name. */
    List<FileStatus> list() {
        NavigableMap<String, FileStatus> all = new TreeMap<>(byFile);
        Map<String, String> first = new HashMap<>();
        turns.values().forEach(turn -> {
            first.putIfAbsent(turn.kind(), turn.file());
            if (isTold(turn)) {
                all.put(turn.file(), status(turn, first.get(turn.kind())));
            }
        });
        settling.forEach((file, s) ->
                all.put(file, new FileStatus(file, s.kind(), State.SETTLING, List.of(), watches(file), s.since())));
        return List.copyOf(all.values());
    }

    /** What is known of a file already is told until it has taken a moment to read it again. */
    private boolean isTold(Turn turn) {
        FileStatus known = byFile.get(turn.file());
        return known == null
                || known.state() == State.WAITING
                || turn.since().plus(MOMENT).isBefore(Instant.now());
    }

    private FileStatus status(Turn turn, String first) {
        String words = turn.file().equals(first)
                ? "is being read by the language " + turn.kind()
                : "is to be read after " + first + ", which the language " + turn.kind() + " reads";
        return new FileStatus(
                turn.file(),
                turn.kind(),
                State.SETTLING,
                List.of(turn.file() + ": " + words),
                watches(turn.file()),
                turn.since());
    }

    /** A file is read from now on, or after others of its kind; {@link #hadTurn} with what is returned ends that. */
    long takesTurn(String file, String kind) {
        turns.put(++lastTurn, new Turn(file, kind, Instant.now()));
        return lastTurn;
    }

    /** It has been read, or has been given up. */
    void hadTurn(long turn) {
        turns.remove(turn);
    }

    /** Exactly these files, with their kinds, were just written: what is known of them may not be so any more. */
    void settling(Map<String, String> kinds) {
        Map<String, Written> now = new HashMap<>();
        kinds.forEach((file, kind) -> now.put(
                file, Optional.ofNullable(settling.get(file)).orElseGet(() -> new Written(kind, Instant.now()))));
        settling = Map.copyOf(now);
    }

    /** In effect, with so many watches running from it. */
    void active(String file, String kind, int watches) {
        put(new FileStatus(file, kind, State.ACTIVE, List.of(), watches, Instant.now()));
    }

    /** Not in effect as it is; what ran from it before goes on. Every problem is logged, unless it was already. */
    void error(String file, String kind, List<String> problems) {
        if (!isIn(file, State.ERROR, problems)) {
            about(file, () -> problems.forEach(LOG::warn));
        }
        put(new FileStatus(file, kind, State.ERROR, problems, watches(file), Instant.now()));
    }

    /** Not in effect until something else is there. */
    void waiting(String file, String kind, String what) {
        waiting(file, kind, what, LOG::info);
    }

    /** What it waits for is there, and in trouble. */
    void waitingInTrouble(String file, String kind, String what) {
        waiting(file, kind, what, LOG::warn);
    }

    private void waiting(String file, String kind, String what, Consumer<String> log) {
        List<String> words = List.of(file + ": waits for " + what);
        if (!isIn(file, State.WAITING, words)) {
            about(file, () -> words.forEach(log));
        }
        put(new FileStatus(file, kind, State.WAITING, words, watches(file), Instant.now()));
    }

    /** A log for machines has the file as a field of its own. */
    private static void about(String file, Runnable logging) {
        MDC.put("file", file);
        try {
            logging.run();
        } finally {
            MDC.remove("file");
        }
    }

    void remove(String file) {
        turns.values().removeIf(turn -> turn.file().equals(file));
        byFile.remove(file);
    }

    /** Whether a file is in effect as it is. */
    boolean isActive(String file) {
        return isIn(file, State.ACTIVE, List.of());
    }

    private boolean isIn(String file, State state, List<String> problems) {
        FileStatus status = byFile.get(file);
        return status != null && status.state() == state && status.problems().equals(problems);
    }

    private int watches(String file) {
        FileStatus before = byFile.get(file);
        return before == null ? 0 : before.watches();
    }

    /** A file that stays in a state has been in it since it came into it. */
    private void put(FileStatus status) {
        byFile.merge(
                status.file(),
                status,
                (before, next) -> before.state() == next.state() ? continued(before, next) : next);
    }

    private static FileStatus continued(FileStatus before, FileStatus next) {
        return new FileStatus(next.file(), next.kind(), next.state(), next.problems(), next.watches(), before.since());
    }
}
