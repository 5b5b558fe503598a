package twitcher.testkit;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import twitcher.api.Run;
import twitcher.api.RunListener;

/** Remembers every run that it hears of, in order. Any thread. */
public final class RunRecorder implements RunListener {
    private final List<Run> started = new CopyOnWriteArrayList<>();
    private final List<Run> ended = new CopyOnWriteArrayList<>();

    @Override
    public void started(Run run) {
        started.add(run);
    }

    @Override
    public void ended(Run run) {
        ended.add(run);
    }

    /** The runs that began. */
    public List<Run> started() {
        return List.copyOf(started);
    }

    /** The runs that ended, each with its end. */
    public List<Run> ended() {
        return List.copyOf(ended);
    }

    /** How the last one ended, in words, such as {@code ok} or {@code failed: no such host}. */
    public String lastOutcome() {
        Run last = ended.get(ended.size() - 1);
        return last.end().orElseThrow().outcome().words();
    }
}
