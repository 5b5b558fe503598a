package twitcher.engine.guest;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import twitcher.api.Change;
import twitcher.api.Event;
import twitcher.api.Output;
import twitcher.api.Run;
import twitcher.api.Watch;
import twitcher.api.action.RunContext;

/** A run as its action sees it. Any thread. */
public final class GuestRun implements RunContext {
    private final Run run;
    private final Watch watch;
    private final Change change;
    private final Optional<Instant> deadline;
    private final Stream out = new Stream();
    private final Stream err = new Stream();

    /** What is to be called when it is told to stop. Guarded by this. */
    private final List<Runnable> onStop = new ArrayList<>(0);

    private volatile boolean stopRequested;

    /** The {@code run} of {@code watch} that acts on {@code change}; its timeout begins now. */
    public GuestRun(Run run, Watch watch, Change change) {
        this.run = run;
        this.watch = watch;
        this.change = change;
        deadline = watch.policy().timeout().map(timeout -> Instant.now().plus(timeout));
    }

    @Override
    public String runId() {
        return run.id();
    }

    @Override
    public Watch watch() {
        return watch;
    }

    @Override
    public Change change() {
        return change;
    }

    @Override
    public Event event() {
        return run.event();
    }

    @Override
    public int attempt() {
        return run.attempt();
    }

    @Override
    public Optional<Instant> deadline() {
        return deadline;
    }

    @Override
    public boolean stopRequested() {
        return stopRequested;
    }

    @Override
    public void onStop(Runnable what) {
        synchronized (this) {
            if (!stopRequested) {
                onStop.add(what);
                return;
            }
        }
        what.run();
    }

    @Override
    public PrintStream out() {
        return out.printer();
    }

    @Override
    public PrintStream err() {
        return err.printer();
    }

    /** From now on it is told to stop; the answer is what is to be called once because of that, perhaps nothing. */
    public synchronized List<Runnable> requestStop() {
        stopRequested = true;
        List<Runnable> asked = List.copyOf(onStop);
        onStop.clear();
        return asked;
    }

    /** What it wrote so far. */
    public Output output() {
        return new Output(out.kept(), err.kept());
    }

    /** One of its two streams, which takes memory once it is used: a process has its own. */
    private static final class Stream {
        private final KeptStream bytes = new KeptStream();
        private PrintStream printer;

        synchronized PrintStream printer() {
            if (printer == null) {
                printer = new PrintStream(bytes, false, StandardCharsets.UTF_8);
            }
            return printer;
        }

        Output.Kept kept() {
            PrintStream used;
            synchronized (this) {
                used = printer;
            }
            if (used != null) {
                used.flush();
            }
            return bytes.kept();
        }
    }
}
