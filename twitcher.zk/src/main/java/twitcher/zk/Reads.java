package twitcher.zk;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import twitcher.api.Change;
import twitcher.api.Node;
import twitcher.zk.ReadQueue.Removal;
import twitcher.zk.WatchedNode.Phase;

/**
 * The reading of nodes: what is ordered from the client, and what its answers mean. A node is dirty until a read
 * succeeded; the read sets its one-shot watch, which every server can do. Answers of a connection that is gone are
 * dropped by their epoch: its nodes are read again.
 *
 * <p>All methods but the callbacks are called under the {@link Guard}.
 */
final class Reads {
    private static final Logger log = LoggerFactory.getLogger(Reads.class);
    private static final Runnable NOTHING = () -> {};

    private final Guard guard;
    private final Timer timer;
    private final Predicate<Removal> needless;
    private final ReadQueue queue = new ReadQueue();
    private Limits limits = Limits.DEFAULT;
    private Optional<Wire> wire = Optional.empty();
    private Optional<Wire> session = Optional.empty();
    private int epoch;
    private int unread;
    private long reads;
    private long audited;
    private long repaired;

    /** {@code needless} tells, when its turn comes, whether a watch may still be removed. */
    Reads(Guard guard, Timer timer, Predicate<Removal> needless) {
        this.guard = guard;
        this.timer = timer;
        this.needless = needless;
    }

    /** How many nodes wait for a read. */
    int unread() {
        return unread;
    }

    /** How many answers told how a node is. */
    long reads() {
        return reads;
    }

    /** How many of them answered an audit. */
    long audited() {
        return audited;
    }

    /** How many changes only an audit found. */
    long repaired() {
        return repaired;
    }

    void limit(Limits now) {
        limits = now;
    }

    /** Whether the present session is this one. */
    boolean of(Wire source) {
        return session.filter(source::equals).isPresent();
    }

    /** There is a connection: all nodes are read again, with {@code jitter} a little later. */
    void connected(Wire now, Collection<WatchedNode> all, boolean jitter) {
        boolean sameSession = of(now);
        epoch++;
        wire = Optional.of(now);
        session = wire;
        queue.restart(limits.inFlight(), sameSession);
        all.forEach(node -> restart(node, sameSession));
        holdBulk(jitter ? Math.min(limits.spreadMs(), all.size()) : 0);
        pump();
    }

    /** There is no connection: nothing is ordered until there is one. */
    void disconnected() {
        wire = Optional.empty();
    }

    /** Something happened to a node, or somebody asks for its state. */
    void dirty(WatchedNode node) {
        node.audited = false;
        if (node.phase.underWay()) {
            node.again = true;
        } else {
            soon(node);
            pump();
        }
    }

    /**
     * Looks at a node to which nothing happened, to see whether that is true. Of data only the marks are asked for, by an
     * exists that sets the same watch as a read: an hourly audit must not fetch every payload. What differs is read.
     */
    void audit(WatchedNode node) {
        if (wire.isPresent() && node.phase == Phase.IDLE) {
            node.audited = true;
            enqueue(node, Phase.BULK);
            pump();
        }
    }

    /** Nobody needs a node any more. */
    void close(WatchedNode node) {
        phase(node, Phase.CLOSED);
        if (node.sent) {
            queue.add(new Removal(node.node.path(), node.node.kind()));
        }
        if (node.lookedOnce && node.node.kind() == Node.Kind.WATCH_CHILDREN) {
            queue.add(new Removal(node.node.path(), Node.Kind.WATCH_DATA));
        }
        pump();
    }

    private void restart(WatchedNode node, boolean sameSession) {
        node.sent &= sameSession;
        node.looked &= sameSession;
        node.lookedOnce &= sameSession;
        node.again = false;
        node.audited = false;
        node.unsure = true;
        enqueue(node, Phase.BULK);
    }

    private void holdBulk(int mostMillis) {
        int heldIn = epoch;
        queue.bulkHeld(mostMillis > 0);
        if (mostMillis > 0) {
            Duration delay = Duration.ofMillis(ThreadLocalRandom.current().nextInt(mostMillis));
            later(delay, () -> {
                queue.bulkHeld(queue.bulkHeld() && heldIn != epoch);
                pump();
            });
        }
    }

    private void later(Duration delay, Runnable decision) {
        timer.after(delay, () -> guard.decide(decision));
    }

    private void soon(WatchedNode node) {
        if (node.phase != Phase.ALONE && node.phase != Phase.URGENT && node.phase != Phase.CLOSED) {
            enqueue(node, Phase.URGENT);
        }
    }

    /** Without a connection nothing is queued: the next one queues everything. */
    private void enqueue(WatchedNode node, Phase where) {
        phase(node, wire.isPresent() ? where : Phase.BULK);
        if (wire.isPresent()) {
            queue.add(node);
        }
    }

    private void phase(WatchedNode node, Phase next) {
        unread += (next.unread() ? 1 : 0) - (node.phase.unread() ? 1 : 0);
        node.phase = next;
    }

    private void pump() {
        wire.ifPresent(to -> {
            for (var next = queue.nextRead(); next.isPresent(); next = queue.nextRead()) {
                begin(next.get(), to);
            }
            for (var next = queue.nextRemoval(); next.isPresent(); next = queue.nextRemoval()) {
                remove(next.get(), to);
            }
        });
    }

    private void begin(WatchedNode node, Wire to) {
        node.again = false;
        node.reading();
        if (node.phase == Phase.ALONE) {
            read(node, Phase.READING_ALONE, to);
        } else if (node.suspect() || node.audited && node.node.kind() == Node.Kind.WATCH_DATA) {
            look(node, to);
        } else if (node.unsure && node.node.kind() == Node.Kind.WATCH_CHILDREN) {
            measure(node, to);
        } else {
            read(node, Phase.READING, to);
        }
    }

    private void read(WatchedNode node, Phase how, Wire to) {
        phase(node, how);
        node.sent = true;
        int sentIn = epoch;
        guard.order(() -> to.read(node.node, answer -> answered(node, sentIn, answer)));
    }

    private void measure(WatchedNode node, Wire to) {
        phase(node, Phase.MEASURING);
        int sentIn = epoch;
        guard.order(() -> to.measure(node.node.path(), answer -> answered(node, sentIn, answer)));
    }

    private void look(WatchedNode node, Wire to) {
        phase(node, Phase.LOOKING);
        node.sent = true;
        node.looked = true;
        node.lookedOnce = true;
        int sentIn = epoch;
        guard.order(() -> to.exists(node.node.path(), answer -> answered(node, sentIn, answer)));
    }

    private void remove(Removal removal, Wire from) {
        if (needless.test(removal)) {
            queue.began();
            int sentIn = epoch;
            guard.order(() -> from.disarm(removal.path(), removal.side(), () -> removed(sentIn)));
        }
    }

    private void removed(int sentIn) {
        guard.decide(() -> {
            if (sentIn == epoch) {
                queue.ended(0);
                pump();
            }
        });
    }

    private void answered(WatchedNode node, int sentIn, Answer answer) {
        guard.handOver(() -> {
            if (sentIn != epoch) {
                return NOTHING;
            }
            queue.ended(answer instanceof Answer.State state ? state.payload().size() : 0);
            Runnable handOver = node.phase == Phase.CLOSED ? NOTHING : decide(node, answer);
            pump();
            return handOver;
        });
    }

    private Runnable decide(WatchedNode node, Answer answer) {
        if (answer instanceof Answer.State state) {
            node.unsure = limits.childrenGrowLarge(state.payload().size());
            return settled(node, Change.present(node.node, state.stat(), state.payload(), Instant.now()));
        }
        if (answer instanceof Answer.Refused refused) {
            return refused(node, refused.why());
        }
        if (answer instanceof Answer.Missing && node.phase == Phase.LOOKING) {
            return settled(node, Change.missing(node.node, Instant.now()));
        }
        return wire.map(to -> onward(node, answer, to)).orElseGet(() -> lost(node));
    }

    private Runnable onward(WatchedNode node, Answer answer, Wire to) {
        if (answer instanceof Answer.Missing) {
            queue.began();
            look(node, to);
            return NOTHING;
        }
        if (answer instanceof Answer.Size size) {
            boolean asBelieved = node.audited && !node.again && node.is(size.stat());
            return asBelieved && !node.awaited() ? unchanged(node) : measured(node, size, to);
        }
        return lost(node);
    }

    private Runnable unchanged(WatchedNode node) {
        reads++;
        audited++;
        node.audited = false;
        phase(node, Phase.IDLE);
        return NOTHING;
    }

    private Runnable settled(WatchedNode node, Change change) {
        boolean news = node.see(change.stat());
        boolean missed = news && node.audited && !node.again;
        reads++;
        audited += node.audited ? 1 : 0;
        repaired += missed ? 1 : 0;
        node.audited = false;
        boolean mended = node.mended();
        Subscriber[] audience = node.audience(news || mended);
        phase(node, Phase.IDLE);
        if (node.again) {
            soon(node);
        }
        return () -> {
            tellOperator(change, missed, mended);
            for (Subscriber subscriber : audience) {
                subscriber.observed(change);
            }
        };
    }

    private static void tellOperator(Change change, boolean missed, boolean mended) {
        if (missed) {
            log.warn(
                    "{}: its change had been missed until the audit found it",
                    change.node().path());
        }
        if (mended) {
            log.info("{}: can be read again", change.node().path());
        }
    }

    /** The node is there: it is read, at a moment when nothing else is under way if that might cost the connection. */
    private Runnable measured(WatchedNode node, Answer.Size size, Wire to) {
        Optional<String> problem = Suspicion.problem(node, size, limits, timer.nanos());
        if (problem.isPresent()) {
            return refused(node, problem.get());
        }
        if (Suspicion.risky(node, size, limits)) {
            node.troubled().counted(size.children());
            enqueue(node, Phase.ALONE);
        } else {
            queue.began();
            read(node, Phase.READING, to);
        }
        return NOTHING;
    }

    private Runnable refused(WatchedNode node, String why) {
        boolean news = !node.troubled().why().equals(Optional.of(why));
        Subscriber[] audience = node.audience(news);
        retry(node, node.troubled().refused(why));
        return () -> {
            if (news) {
                log.warn("{}: cannot be read: {}; trying again now and then", node.node.path(), why);
            }
            for (Subscriber subscriber : audience) {
                subscriber.unreadable(why);
            }
        };
    }

    private Runnable lost(WatchedNode node) {
        boolean alone = node.phase == Phase.READING_ALONE;
        Trouble trouble = node.troubled();
        retry(node, alone ? trouble.lostAlone(timer.nanos()) : trouble.lost());
        return NOTHING;
    }

    private void retry(WatchedNode node, Duration delay) {
        phase(node, Phase.RESTING);
        int restingIn = epoch;
        later(delay, () -> {
            if (restingIn == epoch && node.phase == Phase.RESTING) {
                dirty(node);
            }
        });
    }
}
