package twitcher.launcher.client;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Closes something after a while, unless it is stopped before; so a blocked connect or read ends. */
final class Timeout {
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean over;

    private Timeout() {}

    static Timeout start(Duration time, Closeable victim) {
        Timeout timeout = new Timeout();
        Thread thread = new Thread(() -> timeout.run(time, victim), "twitcher-client-timeout");
        thread.setDaemon(true);
        thread.start();
        return timeout;
    }

    void stop() {
        stopped.countDown();
    }

    /** Whether the time was over before anybody stopped it. */
    boolean isOver() {
        return over;
    }

    private void run(Duration time, Closeable victim) {
        try {
            if (!stopped.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                over = true;
                victim.close();
            }
        } catch (InterruptedException | IOException e) {
            // Nothing is left to be closed.
        }
    }
}
