package twitcher.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import twitcher.engine.lane.Order.Urgency;

/**
 * The global bound on runs, and those of action types that have one of their own; and who gets a free place next: lanes in
 * which nothing is going first, then in the order in which they asked. Who waits for a place of a type holds up no other
 * type. Any thread.
 *
 * @param <L> who asks
 */
final class Places<L> {
    /** The type of a run whose type is not known: a daemon before this one started it. */
    static final String UNKNOWN = "";

    private final BiConsumer<L, String> grant;
    private final Map<String, Queue<L>> queues = new HashMap<>();
    private int bound;
    private int taken;
    private long questions;

    /** Places of runs that do not end although they were told to: others get as many more. */
    private int lent;

    /** {@code grant} is called without a lock, on the thread that asks or gives back, with the type that was asked for. */
    Places(int bound, BiConsumer<L, String> grant) {
        this.bound = bound;
        this.grant = grant;
    }

    /** Runs of one action type: how many are going, and who wants one, by the number of the question. */
    private static final class Queue<L> {
        private final Map<L, Long> idle = new LinkedHashMap<>();
        private final Map<L, Long> busy = new LinkedHashMap<>();
        private int bound = Integer.MAX_VALUE;
        private int taken;

        boolean hasRoom() {
            return taken < bound;
        }

        void forget(L who) {
            idle.remove(who);
            busy.remove(who);
        }
    }

    /** Who is first in a queue. */
    private record First<L>(String type, L who, long question) {}

    void ask(L who, String type, Urgency urgency) {
        if (!taken(who, type, urgency)) {
            return;
        }
        grant.accept(who, type);
    }

    private synchronized boolean taken(L who, String type, Urgency urgency) {
        withdraw(who);
        Queue<L> queue = queue(type);
        if (taken < bound + lent && queue.hasRoom()) {
            taken++;
            queue.taken++;
            return true;
        }
        (urgency == Urgency.IDLE ? queue.idle : queue.busy).put(who, ++questions);
        return false;
    }

    /** Takes the question back; a place that was granted in the meantime is still to be given back. */
    synchronized void withdraw(L who) {
        queues.values().forEach(queue -> queue.forget(who));
    }

    /** Takes a place above the bound if need be: for what runs already, of an {@link #UNKNOWN} type. */
    synchronized void takeAnyway() {
        taken++;
        queue(UNKNOWN).taken++;
    }

    void release(String type) {
        released(type);
        grantAll();
    }

    private synchronized void released(String type) {
        taken--;
        queue(type).taken--;
    }

    /** The place of a run that cannot be stopped is lent to others until it ends. */
    void lend() {
        lent(1);
        grantAll();
    }

    void lentBack() {
        lent(-1);
    }

    private synchronized void lent(int more) {
        lent += more;
    }

    void bound(int newBound) {
        setBound(newBound);
        grantAll();
    }

    private synchronized void setBound(int newBound) {
        bound = newBound;
    }

    /** Of runs of {@code type} there are at most so many. */
    void bound(String type, int newBound) {
        if (isOther(type, newBound)) {
            grantAll();
        }
    }

    private synchronized boolean isOther(String type, int newBound) {
        Queue<L> queue = queue(type);
        boolean other = queue.bound != newBound;
        queue.bound = newBound;
        return other;
    }

    private void grantAll() {
        given().forEach(next -> grant.accept(next.who(), next.type()));
    }

    private synchronized List<First<L>> given() {
        List<First<L>> all = new ArrayList<>();
        Optional<First<L>> first = first();
        while (first.isPresent()) {
            First<L> next = first.get();
            queue(next.type()).forget(next.who());
            queue(next.type()).taken++;
            taken++;
            all.add(next);
            first = first();
        }
        return all;
    }

    private Optional<First<L>> first() {
        if (taken >= bound + lent) {
            return Optional.empty();
        }
        return first(queue -> queue.idle).or(() -> first(queue -> queue.busy));
    }

    private Optional<First<L>> first(Function<Queue<L>, Map<L, Long>> which) {
        return queues.entrySet().stream()
                .filter(queue -> queue.getValue().hasRoom())
                .flatMap(queue -> which.apply(queue.getValue()).entrySet().stream()
                        .limit(1)
                        .map(who -> new First<>(queue.getKey(), who.getKey(), who.getValue())))
                .min(Comparator.comparingLong(First::question));
    }

    private Queue<L> queue(String type) {
        return queues.computeIfAbsent(type, key -> new Queue<>());
    }

    /** Whether whoever asks for a run of {@code type} now gets one. */
    synchronized boolean free(String type) {
        return taken < bound && queue(type).hasRoom();
    }

    /** What a lane waits for that asked for a run of {@code type}, in words. */
    synchronized String awaited(String type) {
        Queue<L> queue = queue(type);
        return queue.hasRoom()
                ? "waits for a free place (maxRuns of twitcher.engine.cfg)"
                : "waits for a free place among runs of action type " + type + ": " + queue.taken
                        + " are going, and it lets " + queue.bound + " go at once";
    }

    synchronized int taken() {
        return taken;
    }

    synchronized int waiting() {
        return queues.values().stream()
                .mapToInt(queue -> queue.idle.size() + queue.busy.size())
                .sum();
    }

    synchronized int bound() {
        return bound;
    }
}
