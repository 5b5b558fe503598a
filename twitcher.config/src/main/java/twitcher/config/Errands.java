package twitcher.config;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import twitcher.api.config.NotReady;
import twitcher.config.Foreign.End;

/**
 * What is done for somebody who waits for it: questions that only the gate's thread can answer, and calls of code of
 * others, on a thread for this alone, so that no file of the watched folder waits for one that is only looked at.
 */
final class Errands {
    private static final Duration MOST_FOR_ANSWER = Duration.ofSeconds(30);
    /** Those before it are waited for too. */
    private static final Duration MOST_FOR_CALL = Duration.ofMinutes(5);

    private final Owner owner;
    private final Foreign thread;
    private final Supplier<Limits> limits;

    Errands(Owner owner, Supplier<Limits> limits) {
        this.owner = owner;
        this.thread = new Foreign("twitcher-config-proofs", owner);
        this.limits = limits;
    }

    /** A call without a result, in words. */
    static final class Undone extends Exception {
        private static final long serialVersionUID = 1;

        Undone(String why) {
            super(why);
        }
    }

    /** What {@code question} finds on the gate's thread. Any other thread; waits. */
    <T> T ask(Supplier<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        owner.execute(() -> {
            try {
                answer.complete(question.get());
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        return await(answer, MOST_FOR_ANSWER);
    }

    /**
     * What {@code work} returns, which calls a language. Any thread but the gate's; waits.
     *
     * @throws Undone if it threw, or did not return in time
     */
    <T> T call(Callable<T> work) throws Undone {
        Duration limit = limits.get().language();
        CompletableFuture<End<T>> end = new CompletableFuture<>();
        owner.execute(() -> thread.call(work, limit, end::complete));
        End<T> ended = await(end, MOST_FOR_CALL);
        if (ended instanceof End.Returned<T> returned) {
            return returned.value();
        } else if (ended instanceof End.Threw<T> threw && threw.failure() instanceof NotReady unready) {
            throw new Undone("not read, the language is not ready: " + unready.getMessage() + "; try again later");
        } else if (ended instanceof End.Threw<T> threw) {
            throw new Undone("the language failed: " + threw.failure());
        }
        throw new Undone("the language has not read it within " + limit.toSeconds() + " s");
    }

    /** Ends the thread. On the gate's. */
    void close() {
        thread.close();
    }

    private <T> T await(CompletableFuture<T> future, Duration most) {
        if (owner.isClosed()) {
            throw new IllegalStateException("the bundle that reads the watched folder is being stopped");
        }
        try {
            return future.get(most.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("not answered within " + most.toSeconds() + " s; try again", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("cancelled");
        }
    }
}
