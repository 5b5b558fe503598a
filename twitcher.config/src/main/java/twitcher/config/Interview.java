package twitcher.config;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import twitcher.api.action.ActionType;
import twitcher.api.admin.Guests;

/**
 * Asks an action type about settings, on a thread that it has for itself and with a time limit: one that hangs fails the
 * files that name it, and holds up no other. One that was given up is not asked again until it has returned. Any thread.
 */
final class Interview {
    private static final int IDLE_S = 5;

    private final String threadName;
    private final ClassLoader loader;
    private final Duration limit;

    /** Guarded by this. */
    private ThreadPoolExecutor thread;

    private volatile boolean hangs;

    /** The interview of {@code type}, which configs call {@code name}. */
    Interview(String name, ActionType<?> type, Duration limit) {
        this.threadName = "twitcher-settings-" + name;
        this.loader = type.getClass().getClassLoader();
        this.limit = limit;
        this.thread = newThread(threadName);
    }

    /** It did not answer; its words are for the operator. */
    static final class Unanswered extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unanswered(String words) {
            super(words, null, false, false);
        }

        @Override
        public String toString() {
            return getMessage();
        }
    }

    /**
     * What it answers; what it throws is thrown.
     *
     * @throws Unanswered if it does not answer in time
     */
    <T> T ask(Supplier<T> question) {
        if (hangs) {
            throw new Unanswered("it has not returned from an earlier question yet; update or remove its bundle");
        }
        Question<T> asked = new Question<>(question);
        Future<T> answer = submit(asked);
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            giveUp(asked);
            throw new Unanswered("it has not returned within " + limit.toMillis() / 1000.0 + " s; it was given up");
        } catch (ExecutionException e) {
            throw unchecked(e.getCause());
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new Unanswered("it was not waited for");
        }
    }

    private synchronized <T> Future<T> submit(Question<T> asked) {
        return thread.submit(asked::answer);
    }

    private synchronized void giveUp(Question<?> asked) {
        asked.giveUp();
        thread.shutdownNow();
        thread = newThread(threadName);
    }

    private static RuntimeException unchecked(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return thrown instanceof RuntimeException known ? known : new IllegalStateException(thrown);
    }

    /** It may be kept by others when it has ended, so it knows of no action type. */
    private static ThreadPoolExecutor newThread(String name) {
        ThreadPoolExecutor made =
                new ThreadPoolExecutor(1, 1, IDLE_S, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread one = new Thread(task, name);
                    one.setDaemon(true);
                    one.setContextClassLoader(null);
                    return one;
                });
        made.allowCoreThreadTimeOut(true);
        return made;
    }

    private final class Question<T> {
        private final Supplier<T> question;

        /** Empty before and after. Guarded by this. */
        private Thread on;

        Question(Supplier<T> question) {
            this.question = question;
        }

        T answer() {
            began(Thread.currentThread());
            try {
                return question.get();
            } finally {
                ended(Thread.currentThread());
            }
        }

        private synchronized void began(Thread thread) {
            on = thread;
            thread.setContextClassLoader(loader);
        }

        private synchronized void ended(Thread thread) {
            on = null;
            thread.setContextClassLoader(null);
            hangs = false;
        }

        synchronized void giveUp() {
            if (on != null) {
                hangs = true;
                on.setName(on.getName() + Guests.GIVEN_UP);
            }
        }
    }
}
