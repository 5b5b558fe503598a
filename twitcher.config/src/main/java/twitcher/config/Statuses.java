package twitcher.config;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import twitcher.api.admin.FileStatus;
import twitcher.api.admin.FileStatus.State;

/** What became of each file. Written on the gate's thread, read on any. */
final class Statuses {
    private static final Logger LOG = LoggerFactory.getLogger("twitcher.config");

    private final NavigableMap<String, FileStatus> byFile = new ConcurrentSkipListMap<>();
    private volatile Map<String, String> settling = Map.of();

    /** All files, by name. */
    List<FileStatus> list() {
        NavigableMap<String, FileStatus> all = new TreeMap<>(byFile);
        settling.forEach((file, kind) ->
                all.put(file, new FileStatus(file, kind, State.SETTLING, List.of(), watches(file), Instant.now())));
        return List.copyOf(all.values());
    }

    /** Exactly these files, with their kinds, were just written: what is known of them may not be so any more. */
    void settling(Map<String, String> kinds) {
        settling = Map.copyOf(kinds);
    }

    /** In effect, with so many watches running from it. */
    void active(String file, String kind, int watches) {
        put(new FileStatus(file, kind, State.ACTIVE, List.of(), watches, Instant.now()));
    }

    /** Not in effect as it is; what ran from it before goes on. Every problem is logged, unless it was already. */
    void error(String file, String kind, List<String> problems) {
        if (!isIn(file, State.ERROR, problems)) {
            problems.forEach(LOG::warn);
        }
        put(new FileStatus(file, kind, State.ERROR, problems, watches(file), Instant.now()));
    }

    /** Not in effect until something else is there. */
    void waiting(String file, String kind, String what) {
        List<String> words = List.of(file + ": waits for " + what);
        if (!isIn(file, State.WAITING, words)) {
            words.forEach(LOG::info);
        }
        put(new FileStatus(file, kind, State.WAITING, words, watches(file), Instant.now()));
    }

    void remove(String file) {
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
