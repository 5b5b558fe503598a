package twitcher.exec;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * A thread whose umask is its own: Linux keeps it per process, but lets a thread part with the others by unshare(2). So
 * a process can be made with another umask than the daemon's while others make files. The thread is there only while it
 * is needed.
 */
final class MaskedThread implements AutoCloseable {
    private final ThreadPoolExecutor thread =
            new ThreadPoolExecutor(1, 1, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), MaskedThread::thread);
    private volatile Boolean possible;

    MaskedThread() {
        thread.allowCoreThreadTimeOut(true);
    }

    private static Thread thread(Runnable work) {
        return Threads.daemon("twitcher-exec-umask", () -> {
            // Where it is forbidden this is known by then, and nothing changes a umask here.
            Libc.unshare(Libc.CLONE_FS);
            work.run();
        });
    }

    /** Whether the system allows it; some containers do not. */
    boolean possible() {
        if (possible == null) {
            possible = run(() -> Libc.unshare(Libc.CLONE_FS)) == 0;
        }
        return possible;
    }

    /** What {@code call} gives with {@code umask} in force. Only if it is {@link #possible}. */
    int call(int umask, IntSupplier call) {
        return run(() -> {
            Libc.umask(umask);
            return call.getAsInt();
        });
    }

    /** Waits also when interrupted: what was begun is a process that must not be lost. */
    private int run(IntSupplier call) {
        return CompletableFuture.supplyAsync(call::getAsInt, thread).join();
    }

    @Override
    public void close() {
        Threads.end(thread);
    }
}
