package twitcher.engine;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import twitcher.api.Outcome;
import twitcher.api.Output;
import twitcher.api.Payload;
import twitcher.api.Run;
import twitcher.api.Watch;

/**
 * The one line that the log has for a run. It goes straight to the log below SLF4J, whose way there looks at the stack of
 * the thread for every line: this one is written for every run, and that was a seventh of what a lane does for one.
 */
final class RunLine {
    private static final Logger log = Logger.getLogger("twitcher.run");

    /** Characters of a failed run's output. */
    private static final int LAST = 400;

    private RunLine() {}

    /** Logs a run of {@code watch}, which may have been removed meanwhile. */
    static void log(Run run, Optional<Watch> watch) {
        Run.End end = run.end().orElseThrow();
        LogDetails.during(details(run, end, watch), () -> log(run, end));
    }

    /** What a log for machines has as fields of their own. */
    static Map<String, String> details(Run run, Run.End end, Optional<Watch> watch) {
        Map<String, String> details = new HashMap<>(LogDetails.of(run.stat()));
        details.put("watch", run.watchId());
        watch.ifPresent(w -> details.put("znode", w.node().path()));
        details.put("run", run.id());
        details.put("event", run.event().word());
        details.put("attempt", Integer.toString(run.attempt()));
        details.put("outcome", end.outcome().words());
        details.put("took_ms", Long.toString(end.took().toMillis()));
        return details;
    }

    private static void log(Run run, Run.End end) {
        boolean bad = end.outcome().failure() || end.outcome() instanceof Outcome.Postponed;
        log.log(bad ? Level.WARNING : Level.INFO, text(run, end));
    }

    static String text(Run run, Run.End end) {
        Outcome outcome = end.outcome();
        StringBuilder line = new StringBuilder(160);
        line.append(run.watchId()).append(' ').append(verb(outcome));
        line.append(": event=").append(run.event().word());
        line.append(" attempt=").append(run.attempt());
        line.append(" run=").append(run.id());
        line.append(" outcome=").append(value(outcome.words()));
        line.append(" took=").append(took(end.took().toMillis()));
        if (outcome.failure()) {
            last(line, " stderr=", end.output().stderr());
            last(line, " stdout=", end.output().stdout());
        }
        return line.toString();
    }

    private static String verb(Outcome outcome) {
        if (outcome instanceof Outcome.Postponed) {
            return "could not start";
        }
        return outcome.failure() ? "failed" : "ran";
    }

    private static String took(long millis) {
        return millis < 10_000 ? millis + "ms" : String.format(Locale.ROOT, "%.1fs", millis / 1_000.0);
    }

    private static void last(StringBuilder line, String key, Output.Kept kept) {
        Payload end = kept.tail().size() > 0 ? kept.tail() : kept.head();
        String text = end.text().stripTrailing();
        if (!text.isEmpty()) {
            line.append(key).append(quoted(text.substring(Math.max(0, text.length() - LAST))));
        }
    }

    private static String value(String words) {
        return words.indexOf(' ') < 0 ? words : quoted(words);
    }

    /** In quotes, on one line, whatever it holds. */
    static String quoted(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2).append('"');
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                default -> append(out, c);
            }
        });
        return out.append('"').toString();
    }

    private static void append(StringBuilder out, int c) {
        boolean hidden = Character.isISOControl(c)
                || Character.getType(c) == Character.FORMAT
                || c == 0x2028
                || c == 0x2029
                || c >= 0xd800 && c <= 0xdfff;
        if (hidden) {
            out.append(String.format("\\u%04x", c));
        } else {
            out.appendCodePoint(c);
        }
    }
}
