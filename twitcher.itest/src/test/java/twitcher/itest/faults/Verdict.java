package twitcher.itest.faults;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the daemon says, in its verbose log, that it made of a state.
 *
 * @param offset of the line in the log
 * @param watch the id of the watch
 * @param word such as DISCARDED
 * @param event what happened
 * @param marks of the state; empty: the node did not exist
 */
record Verdict(long offset, String watch, String word, String event, Optional<Marks> marks) {
    /** The zxids of a state. */
    record Marks(long czxid, long mzxid, long pzxid) {
        boolean same(WatchSpec.Kind kind, Marks other) {
            return czxid == other.czxid
                    && switch (kind) {
                        case DATA -> mzxid == other.mzxid;
                        case CHILDREN -> pzxid == other.pzxid;
                    };
        }
    }

    private static final Pattern LINE = Pattern.compile(
            "(\\S+) decides: verdict=(\\w+) event=(\\w+)(?: czxid=(-?\\d+) mzxid=(-?\\d+) pzxid=(-?\\d+))?");

    /** What could not start is no verdict on a state, but tells what became of the one before. */
    static final String NOT_STARTED = "NOT_STARTED";

    private static final Pattern NO_START = Pattern.compile("(\\S+) could not start: event=(\\w+)");

    /** The verdict in a line of the log, if it is one. */
    static Optional<Verdict> in(String line, long offset) {
        Matcher found = LINE.matcher(line);
        if (found.find()) {
            return Optional.of(of(found, offset));
        }
        Matcher none = NO_START.matcher(line);
        return none.find()
                ? Optional.of(new Verdict(offset, none.group(1), NOT_STARTED, none.group(2), Optional.empty()))
                : Optional.empty();
    }

    private static Verdict of(Matcher found, long offset) {
        Optional<Marks> marks = Optional.ofNullable(found.group(4))
                .map(czxid -> new Marks(
                        Long.parseLong(czxid), Long.parseLong(found.group(5)), Long.parseLong(found.group(6))));
        return new Verdict(offset, found.group(1), found.group(2), found.group(3), marks);
    }

    boolean is(String other) {
        return word.equals(other);
    }

    /** Whether it is about {@code state}. */
    boolean about(WatchSpec.Kind kind, Optional<Marks> state) {
        return marks.isPresent() && state.isPresent()
                ? marks.get().same(kind, state.get())
                : marks.isEmpty() && state.isEmpty();
    }
}
