package twitcher.shell.command;

import java.time.Instant;
import java.util.Optional;
import twitcher.api.Output;
import twitcher.api.Run;
import twitcher.shell.text.Printable;
import twitcher.shell.text.Screen;
import twitcher.shell.text.Times;
import twitcher.shell.text.Tone;

/** A run with its output, as text. */
final class RunLog {
    private final Screen screen;
    private final StringBuilder text = new StringBuilder();

    private RunLog(Screen screen) {
        this.screen = screen;
    }

    static String of(Run run, Screen screen) {
        RunLog log = new RunLog(screen);
        log.text.append(head(run, screen));
        Optional<Output> output = run.end().map(Run.End::output);
        output.ifPresent(kept -> log.stream("stdout", kept.stdout()));
        output.ifPresent(kept -> log.stream("stderr", kept.stderr()));
        return log.text.toString();
    }

    private static String head(Run run, Screen screen) {
        Page page = new Page().title(run.id());
        page.line("watch", run.watchId());
        page.line("event", run.event().word() + (run.attempt() > 1 ? ", attempt " + run.attempt() : ""));
        page.line("started", run.started());
        page.line("ended", Outcomes.cell(run));
        page.line("took", Times.words(run.end().map(Run.End::took).orElse(WatchFields.age(run, Instant.now()))));
        if (run.end().isEmpty()) {
            page.line("output", "is kept when it has ended");
        }
        return page.on(screen);
    }

    private void stream(String name, Output.Kept kept) {
        String title = "--- " + name + ", " + kept.words(kept.total());
        text.append(screen.colour() ? Tone.FAINT.on(title) : title).append('\n');
        String content = screen.terminal() ? Printable.lines(kept.text()) : kept.text();
        text.append(content);
        if (!content.isEmpty() && !content.endsWith("\n")) {
            text.append('\n');
        }
    }
}
