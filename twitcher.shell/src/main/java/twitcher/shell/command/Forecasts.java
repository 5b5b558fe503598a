package twitcher.shell.command;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import twitcher.api.Event;
import twitcher.api.Watch;
import twitcher.api.action.Description;
import twitcher.api.admin.Forecast;
import twitcher.api.admin.Forecast.Stage;
import twitcher.api.admin.Forecast.Verdict;
import twitcher.api.process.Handover;
import twitcher.api.process.ProcessPlan;
import twitcher.shell.text.Cell;
import twitcher.shell.text.Json;
import twitcher.shell.text.Times;
import twitcher.shell.text.Tone;

/** What would run, as lines of a page and as data for JSON. */
final class Forecasts {
    private Forecasts() {}

    /** Whether a run would start by itself, and could. */
    static boolean runs(Forecast forecast) {
        boolean starts = forecast.verdict() == Verdict.STARTS || forecast.verdict() == Verdict.WAITS;
        return starts && problem(forecast).isEmpty();
    }

    private static Optional<String> problem(Forecast forecast) {
        return forecast.run().flatMap(Description::process).flatMap(ProcessPlan::problem);
    }

    /** The verdict, in words. */
    static Cell verdict(Forecast forecast) {
        String words = switch (forecast.verdict()) {
            case STARTS -> "a run would start at once";
            case WAITS -> "a run would start by itself" + wait(forecast);
            case BLOCKED -> "nothing would start before something is put right";
            case DROPPED -> "the change would be dropped";
            case NOTHING -> "nothing would run";
            case REMOVED -> "the watch would be removed";
        };
        Tone tone = switch (forecast.verdict()) {
            case STARTS, WAITS -> Tone.GOOD;
            case BLOCKED -> Tone.BAD;
            case DROPPED, NOTHING, REMOVED -> Tone.NOTICE;
        };
        return new Cell(forecast.verdict() + ": " + words, tone);
    }

    private static String wait(Forecast forecast) {
        Duration known = known(forecast);
        boolean open = forecast.way().stream().anyMatch(stage -> isOpen(stage));
        return known.isZero() ? "" : (open ? ", after at least " : ", after ") + Times.words(known);
    }

    /** Whether something lasts nobody knows how long. */
    private static boolean isOpen(Stage stage) {
        return stage.lasts().isEmpty() && !stage.name().equals("notify_signal");
    }

    private static Duration known(Forecast forecast) {
        return forecast.way().stream().flatMap(stage -> stage.lasts().stream()).reduce(Duration.ZERO, Duration::plus);
    }

    /** Everything about it, as lines. */
    static void lines(Page page, Forecast forecast) {
        page.line("verdict", verdict(forecast));
        forecast.event()
                .map(Event::word)
                .ifPresent(event -> page.line("event", event + ", attempt " + forecast.attempt()));
        forecast.way().forEach(stage -> line(page, stage));
        forecast.run().ifPresent(run -> run(page, run));
        forecast.afterwards().forEach(stage -> line(page, stage));
    }

    private static void line(Page page, Stage stage) {
        page.line(stage.name(), words(stage));
    }

    /** What happens, and how long it lasts. */
    static String words(Stage stage) {
        return stage.words()
                + stage.lasts().map(time -> ": " + Times.words(time)).orElse("");
    }

    private static void run(Page page, Description run) {
        page.line("action", run.what());
        run.details().forEach(page::line);
        run.process().ifPresent(process -> process(page, process));
    }

    private static void process(Page page, ProcessPlan process) {
        process.problem().ifPresent(why -> page.line("NOT STARTED", new Cell(why, Tone.BAD)));
        if (!process.argv().isEmpty()) {
            page.line("argv", process.argv().stream().map(Forecasts::quoted).collect(Collectors.joining(" ")));
        }
        process.program().ifPresent(program -> page.line("program", program));
        process.identity().ifPresent(who -> page.line("runs as", words(who)));
        page.line("cwd", process.cwd());
        page.line("umask", octal(process.umask()));
        page.line("stdin", process.stdinBytes() == 0 ? "/dev/null" : process.stdinBytes() + " bytes");
        new TreeMap<>(process.env()).forEach((name, value) -> page.line("env", name + "=" + value));
    }

    private static String words(Handover.Identity who) {
        String groups = who.groups().stream().map(String::valueOf).collect(Collectors.joining(","));
        return "uid " + who.uid() + ", gid " + who.gid() + ", groups " + (groups.isEmpty() ? "none" : groups);
    }

    /** As a shell would take it. */
    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:=@%+,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    private static String octal(int umask) {
        return String.format("%03o", umask);
    }

    static Map<String, Object> data(Forecast forecast) {
        Watch watch = forecast.watch();
        return Json.object(
                "id", watch.id(),
                "verdict", forecast.verdict(),
                "event", forecast.event().map(Event::word),
                "attempt", forecast.attempt(),
                "waits_seconds", known(forecast),
                "way", stages(forecast.way()),
                "action",
                        forecast.run()
                                .map(run -> Json.object(
                                        "type", watch.action().type(), "what", run.what(), "details", run.details())),
                "process", forecast.run().flatMap(Description::process).map(Forecasts::data),
                "timeout", watch.policy().timeout(),
                "kill_after", watch.surroundings().killAfter(),
                "afterwards", stages(forecast.afterwards()));
    }

    private static Map<String, Object> data(ProcessPlan process) {
        return Json.object(
                "argv", process.argv(),
                "program", process.program(),
                "env", new TreeMap<>(process.env()),
                "uid", process.identity().map(Handover.Identity::uid),
                "gid", process.identity().map(Handover.Identity::gid),
                "groups", process.identity().map(Handover.Identity::groups),
                "cwd", process.cwd(),
                "umask", octal(process.umask()),
                "stdin_bytes", process.stdinBytes(),
                "problem", process.problem());
    }

    static List<Map<String, Object>> stages(List<Stage> stages) {
        return stages.stream()
                .map(stage -> Json.object("name", stage.name(), "words", stage.words(), "seconds", stage.lasts()))
                .toList();
    }
}
