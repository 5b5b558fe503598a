package twitcher.config;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * When the folder is looked at next, and which files then count as new: as soon as somebody asks, but with pauses, so
 * that looking does not take a whole processor while files stream in. All but {@link #wake} on the gate's thread.
 */
final class Agenda {
    private static final Duration SOON = Duration.ofMillis(50);
    private static final long LEAST_PAUSE_NANOS = 20_000_000;
    private static final long MOST_PAUSE_NANOS = 250_000_000;
    private static final int PAUSE_TO_LOOK = 3;

    private final Owner owner;
    private final AtomicBoolean woken = new AtomicBoolean();
    private final Set<String> soon = new HashSet<>();
    private final Set<String> later = new HashSet<>();
    private Runnable look = () -> {};
    private ScheduledFuture<?> next;
    private long nextNanos;
    private long notBefore = System.nanoTime();

    Agenda(Owner owner) {
        this.owner = owner;
    }

    /** From now on looks are taken by {@code how}; the first one here and now. */
    void start(Runnable how) {
        look = how;
        look();
    }

    /** A file was not as it had been seen. */
    void soon(String file) {
        soon.add(file);
        in(SOON);
    }

    /** A file could not be read; perhaps it can later. */
    void later(String file) {
        later.add(file);
    }

    /** The files that count as new at the look that is being taken; {@code slow}: those for later, too. */
    Set<String> take(boolean slow) {
        Set<String> files = new HashSet<>(soon);
        soon.clear();
        if (slow) {
            files.addAll(later);
            later.clear();
        }
        return files;
    }

    boolean isBusy() {
        return woken.get() || !soon.isEmpty();
    }

    /** Something happened: look soon. Any thread; returns at once. */
    void wake() {
        if (woken.compareAndSet(false, true)) {
            owner.execute(() -> {
                woken.set(false);
                in(Duration.ZERO);
            });
        }
    }

    /** Looks after {@code delay}, or earlier if that was said before. */
    void in(Duration delay) {
        long now = System.nanoTime();
        long at = now + Math.max(delay.toNanos(), notBefore - now);
        if (next == null || at - nextNanos < 0) {
            schedule(at, now);
        }
    }

    /** Looks without a pause. */
    void now() {
        notBefore = System.nanoTime();
        in(Duration.ZERO);
    }

    private void schedule(long at, long now) {
        if (next != null) {
            next.cancel(false);
        }
        nextNanos = at;
        next = owner.after(Duration.ofNanos(at - now), this::look);
    }

    private void look() {
        next = null;
        long began = System.nanoTime();
        try {
            look.run();
        } finally {
            long ended = System.nanoTime();
            long pause = Math.max(LEAST_PAUSE_NANOS, PAUSE_TO_LOOK * (ended - began));
            notBefore = ended + Math.min(MOST_PAUSE_NANOS, pause);
        }
    }
}
