package twitcher.api;

import static java.util.Objects.requireNonNull;

/**
 * What is kept of a run's output.
 *
 * @param stdout of its standard output
 * @param stderr of its standard error
 */
public record Output(Kept stdout, Kept stderr) {
    /** Bytes kept of either end of a stream. */
    public static final int END_BYTES = 16 * 1024;

    /** A file of output is cut above so many bytes; what a process writes in that moment is not counted. */
    public static final int CUT_BYTES = 1 << 20;

    /** Nothing was written. */
    public static final Output NONE = new Output(Kept.NOTHING, Kept.NOTHING);

    public Output {
        requireNonNull(stdout, "stdout");
        requireNonNull(stderr, "stderr");
    }

    /**
     * Both ends of a stream.
     *
     * @param head the first bytes, at most {@link #END_BYTES}
     * @param tail the last bytes that are not in {@code head}, at most {@link #END_BYTES}
     * @param total how many bytes were written; see {@link #atLeast}
     */
    public record Kept(Payload head, Payload tail, long total) {
        /** An empty stream. */
        public static final Kept NOTHING = new Kept(Payload.EMPTY, Payload.EMPTY, 0);

        public Kept {
            requireNonNull(head, "head");
            requireNonNull(tail, "tail");
        }

        /** Bytes that were written and not kept. */
        public long dropped() {
            return Math.max(0, total - head.size() - tail.size());
        }

        /** Whether more than {@code total} may have been written: so long a stream was cut, perhaps more than once. */
        public boolean atLeast() {
            return total > CUT_BYTES;
        }

        /** A number of bytes of this stream, in words. */
        public String words(long bytes) {
            return (atLeast() ? "at least " : "") + bytes + " bytes";
        }

        /** Both ends as text, with a line in between that says how much is missing. */
        public String text() {
            return dropped() == 0
                    ? head.text() + tail.text()
                    : head.text() + "\n... " + words(dropped()) + " not kept ...\n" + tail.text();
        }
    }
}
