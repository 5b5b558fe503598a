package twitcher.config;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import twitcher.config.Foreign.End;

/**
 * Calls of one language, begun in the order in which they came, and as a rule one after the other. Where the language
 * allows several at once, a call that takes long does not hold up those behind it.
 *
 * <p>Used on the gate's thread, where the results arrive too.
 */
final class Line implements AutoCloseable {
    /** How long a call holds up those behind it. */
    static final Duration PATIENCE = Duration.ofSeconds(1);

    private final String name;
    private final Owner owner;
    private final Deque<Call<?>> waiting = new ArrayDeque<>();
    private final List<Call<?>> going = new ArrayList<>();
    private final List<Foreign> threads = new ArrayList<>();
    private final Deque<Foreign> free = new ArrayDeque<>();

    Line(String name, Owner owner) {
        this.name = name;
        this.owner = owner;
    }

    /** Whether a call waits or runs that is not given up. */
    boolean isBusy() {
        return !waiting.isEmpty() || !going.isEmpty();
    }

    /**
     * Calls {@code work} when its turn comes; {@code then} is told how it ended, as {@link Foreign} tells it.
     *
     * @param atOnce how many calls may be going for this one to begin, itself included
     */
    <T> void call(Callable<T> work, Duration limit, int atOnce, Consumer<End<T>> then) {
        waiting.add(new Call<>(work, limit, atOnce, then));
        goOn();
    }

    /** Has the calls that are going end as if their time were over: nobody wants their results any more. */
    void hurry() {
        threads.forEach(Foreign::hurry);
    }

    private void goOn() {
        while (!waiting.isEmpty() && mayBegin(waiting.peek())) {
            Call<?> next = waiting.poll();
            next.begin(thread());
            if (next.atOnce > 1) {
                owner.after(PATIENCE, this::goOn);
            }
        }
    }

    private boolean mayBegin(Call<?> next) {
        return going.size() < next.atOnce && going.stream().allMatch(Call::isLong);
    }

    private Foreign thread() {
        if (free.isEmpty()) {
            Foreign made = new Foreign(threads.isEmpty() ? name : name + "-" + (threads.size() + 1), owner);
            threads.add(made);
            return made;
        }
        return free.pop();
    }

    @Override
    public void close() {
        waiting.clear();
        threads.forEach(Foreign::close);
    }

    private final class Call<T> {
        private final Callable<T> work;
        private final Duration limit;
        private final int atOnce;
        private final Consumer<End<T>> then;
        private long began;

        Call(Callable<T> work, Duration limit, int atOnce, Consumer<End<T>> then) {
            this.work = work;
            this.limit = limit;
            this.atOnce = atOnce;
            this.then = then;
        }

        boolean isLong() {
            return System.nanoTime() - began >= PATIENCE.toNanos();
        }

        void begin(Foreign on) {
            began = System.nanoTime();
            going.add(this);
            on.call(work, limit, end -> ended(on, end));
        }

        /** Twice, if it was given up and returns later. */
        private void ended(Foreign on, End<T> end) {
            if (going.remove(this)) {
                free.push(on);
            }
            then.accept(end);
            goOn();
        }
    }
}
