package twitcher.engine;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import twitcher.engine.lane.Order.Urgency;

/**
 * The global bound on runs, and who gets a free place next: lanes in which nothing is going first, then in the order in
 * which they asked. Any thread.
 *
 * @param <L> who asks
 */
final class Places<L> {
    private final Consumer<L> grant;
    private final Set<L> idle = new LinkedHashSet<>();
    private final Set<L> busy = new LinkedHashSet<>();
    private int bound;
    private int taken;

    /** Places of runs that do not end although they were told to: others get as many more. */
    private int lent;

    /** {@code grant} is called without a lock, on the thread that asks or gives back. */
    Places(int bound, Consumer<L> grant) {
        this.bound = bound;
        this.grant = grant;
    }

    void ask(L who, Urgency urgency) {
        if (!taken(who, urgency)) {
            return;
        }
        grant.accept(who);
    }

    private synchronized boolean taken(L who, Urgency urgency) {
        idle.remove(who);
        busy.remove(who);
        if (taken < bound + lent) {
            taken++;
            return true;
        }
        (urgency == Urgency.IDLE ? idle : busy).add(who);
        return false;
    }

    /** Takes the question back; a place that was granted in the meantime is still to be given back. */
    synchronized void withdraw(L who) {
        idle.remove(who);
        busy.remove(who);
    }

    /** Takes a place above the bound if need be: for what runs already. */
    synchronized void takeAnyway() {
        taken++;
    }

    void release() {
        given(1).forEach(grant);
    }

    /** The place of a run that cannot be stopped is lent to others until it ends. */
    void lend() {
        lent(1);
        given(0).forEach(grant);
    }

    void lentBack() {
        lent(-1);
    }

    private synchronized void lent(int more) {
        lent += more;
    }

    void bound(int newBound) {
        setBound(newBound);
        given(0).forEach(grant);
    }

    private synchronized void setBound(int newBound) {
        bound = newBound;
    }

    private synchronized List<L> given(int back) {
        taken -= back;
        List<L> next = new ArrayList<>();
        Optional<L> first = first();
        while (taken < bound + lent && first.isPresent()) {
            taken++;
            next.add(first.get());
            first = first();
        }
        return next;
    }

    private Optional<L> first() {
        if (taken >= bound + lent) {
            return Optional.empty();
        }
        Set<L> from = idle.isEmpty() ? busy : idle;
        Optional<L> next = from.stream().findFirst();
        next.ifPresent(from::remove);
        return next;
    }

    /** Whether whoever asks now gets one. */
    synchronized boolean free() {
        return taken < bound;
    }

    synchronized int taken() {
        return taken;
    }

    synchronized int waiting() {
        return idle.size() + busy.size();
    }

    synchronized int bound() {
        return bound;
    }
}
