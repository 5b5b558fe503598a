package twitcher.itest.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Asks a daemon for its status, again and again, and notes how long it takes to answer a client. */
public final class Questioner implements AutoCloseable {
    private final Daemon daemon;
    private final CompletableFuture<List<Long>> answers = new CompletableFuture<>();
    private volatile boolean enough;

    private Questioner(Daemon daemon) {
        this.daemon = daemon;
    }

    /** Asks a number of times; returns nanoseconds, each with the start of the client's process. */
    public static List<Long> ask(Daemon daemon, int times) throws Exception {
        List<Long> nanos = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            nanos.add(ask(daemon));
        }
        return nanos;
    }

    private static long ask(Daemon daemon) throws Exception {
        long begin = System.nanoTime();
        Daemon.Result result = daemon.run("status");
        assertThat(result.exit()).describedAs(result.err()).isZero();
        return System.nanoTime() - begin;
    }

    /** Asks until it is told to end, on a thread of its own. */
    public static Questioner start(Daemon daemon) {
        Questioner questioner = new Questioner(daemon);
        Thread thread = new Thread(questioner::work, "questioner");
        thread.setDaemon(true);
        thread.start();
        return questioner;
    }

    private void work() {
        List<Long> nanos = new ArrayList<>();
        try {
            do {
                nanos.add(ask(daemon));
            } while (!enough);
            answers.complete(nanos);
        } catch (Exception | AssertionError e) {
            answers.completeExceptionally(e);
        }
    }

    /** Ends it; returns nanoseconds, at least one. Fails if one question was not answered. */
    public List<Long> answers() throws Exception {
        enough = true;
        return answers.get(120, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        enough = true;
    }
}
