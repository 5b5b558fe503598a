package twitcher.exec;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** How the threads of this bundle begin and end: none is left when the bundle is. */
final class Threads {
    private static final long PATIENCE_SECONDS = 5;

    private Threads() {}

    /** A thread that does not keep the daemon from ending, nor the bundle that had it made from being collected. */
    static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.setContextClassLoader(Threads.class.getClassLoader());
        return thread;
    }

    /** Ends {@code threads} and waits for what they are just doing. */
    static void end(ExecutorService threads) {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for the end of {@code thread}, unless this is called on it. */
    static void awaitEnd(Thread thread) {
        try {
            if (Thread.currentThread() != thread) {
                thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
