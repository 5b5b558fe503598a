package twitcher.shell.command;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import twitcher.api.Outcome;
import twitcher.api.Output;
import twitcher.api.Run;
import twitcher.api.Stat;
import twitcher.shell.text.Cell;
import twitcher.shell.text.Json;
import twitcher.shell.text.Times;
import twitcher.shell.text.Tone;

/** Runs and how they ended, as cells of a table and as data for JSON. */
final class Outcomes {
    private Outcomes() {}

    /** How a run ended, in words. */
    static Cell cell(Outcome outcome) {
        Tone tone = outcome.success() ? Tone.GOOD : outcome.failure() ? Tone.BAD : Tone.NOTICE;
        return new Cell(outcome.words(), tone);
    }

    /** How a run ended, or that it has not. */
    static Cell cell(Run run) {
        return run.end().map(end -> cell(end.outcome())).orElse(new Cell("running", Tone.NOTICE));
    }

    /** How and when the last run ended. */
    static Cell last(Optional<Run> last, Instant now) {
        return last.flatMap(Run::end)
                .map(end -> new Cell(
                        cell(end.outcome()).text() + ", " + Times.ago(end.at(), now),
                        cell(end.outcome()).tone()))
                .orElse(Cell.faint("-"));
    }

    /** A run without its output. */
    static Map<String, Object> data(Run run) {
        Optional<Run.End> end = run.end();
        return Json.object(
                "id", run.id(),
                "watch", run.watchId(),
                "event", run.event().word(),
                "attempt", run.attempt(),
                "started", run.started(),
                "running", end.isEmpty(),
                "outcome", end.map(e -> e.outcome().kind()),
                "words", end.map(e -> e.outcome().words()),
                "failed", end.map(e -> e.outcome().failure()),
                "ended", end.map(Run.End::at),
                "seconds", end.map(Run.End::took),
                "node", run.stat().map(Outcomes::data));
    }

    /** The output of a run that ended. */
    static Map<String, Object> data(Output output) {
        return Json.object("stdout", data(output.stdout()), "stderr", data(output.stderr()));
    }

    /** One stream of it. */
    static Map<String, Object> data(Output.Kept kept) {
        return Json.object(
                "text", kept.text(),
                "bytes", kept.total(),
                "bytes_not_kept", kept.dropped(),
                "at_least", kept.atLeast());
    }

    /** The marks of a node's state. */
    static Map<String, Object> data(Stat stat) {
        return Json.object(
                "czxid", hex(stat.czxid()),
                "mzxid", hex(stat.mzxid()),
                "pzxid", hex(stat.pzxid()),
                "version", stat.version(),
                "mtime", Instant.ofEpochMilli(stat.mtimeMillis()));
    }

    /** As ZooKeeper writes its transaction ids. */
    static String hex(long zxid) {
        return "0x" + Long.toHexString(zxid);
    }

    /** Several runs. */
    static List<Map<String, Object>> data(List<Run> runs) {
        return runs.stream().map(Outcomes::data).toList();
    }
}
