package twitcher.zk;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import twitcher.api.Change;
import twitcher.api.Node;
import twitcher.api.Stat;

/**
 * A node with at least one subscriber: how far its reading is, and what was seen last (its marks only, never the
 * payload). There may be 100,000 of these, so it is kept small. Guarded by the lock of {@link WatchedNodes}.
 */
final class WatchedNode {
    /** How far its reading is. */
    enum Phase {
        /** Read since the last event; its watch is set. */
        IDLE,
        /** To be read when nothing more urgent is. */
        BULK,
        /** To be read next. */
        URGENT,
        /** To be read when nothing else is under way. */
        ALONE,
        /** A read is under way. */
        READING,
        /** A read is under way and nothing else is. */
        READING_ALONE,
        /** It is asked how large it is. */
        MEASURING,
        /** A look whether it exists is under way. */
        LOOKING,
        /** Waits before it is tried again. */
        RESTING,
        /** Nobody subscribes to it any more. */
        CLOSED;

        /** Whether a read is still to come. */
        boolean unread() {
            return this != IDLE && this != CLOSED;
        }

        boolean underWay() {
            return this == READING || this == READING_ALONE || this == MEASURING || this == LOOKING;
        }
    }

    private static final Subscriber[] NOBODY = {};

    final Node node;
    Phase phase = Phase.IDLE;
    /** An event came while a read was under way. */
    boolean again;
    /** A read was sent in this session, so that there may be a watch to remove. */
    boolean sent;
    /** It waits for its creation by a watch on its data side. */
    boolean looked;
    /** It did so in this session, so that there may be such a watch to remove. */
    boolean lookedOnce;
    /** The list of its children may have become too large to be read since it was read last. */
    boolean unsure = true;
    /** It is looked at only to see whether a change was missed. */
    boolean audited;

    private boolean seen;
    private Stat stat;
    private Trouble trouble;
    private Subscriber[] subscribers = NOBODY;

    WatchedNode(Node node) {
        this.node = node;
    }

    /** Whether it was seen with these marks. */
    boolean is(Stat now) {
        return stat != null && Change.sameMarks(node.kind(), Optional.of(stat), Optional.of(now));
    }

    /** Whether somebody is to get what comes of the read under way, whatever that is. */
    boolean awaited() {
        return Arrays.stream(subscribers).anyMatch(s -> s.wish == Subscriber.Wish.THIS_READ);
    }

    /** Takes in what was seen (an empty stat: missing); returns whether that is news. */
    boolean see(Optional<Stat> now) {
        boolean news = !seen || !Change.sameMarks(node.kind(), Optional.ofNullable(stat), now);
        seen = true;
        stat = now.orElse(null);
        return news;
    }

    /** What went wrong; empty if nothing. */
    Optional<Trouble> trouble() {
        return Optional.ofNullable(trouble);
    }

    Trouble troubled() {
        if (trouble == null) {
            trouble = new Trouble();
        }
        return trouble;
    }

    /** Forgets what went wrong; returns whether the subscribers had been told that it is unreadable. */
    boolean mended() {
        boolean told = trouble().flatMap(Trouble::why).isPresent();
        trouble = null;
        return told;
    }

    boolean suspect() {
        return trouble != null && trouble.suspect();
    }

    void add(Subscriber subscriber) {
        subscribers = Arrays.copyOf(subscribers, subscribers.length + 1);
        subscribers[subscribers.length - 1] = subscriber;
    }

    /** Returns whether nobody is left. */
    boolean remove(Subscriber subscriber) {
        subscribers = Arrays.stream(subscribers).filter(s -> s != subscriber).toArray(Subscriber[]::new);
        return subscribers.length == 0;
    }

    /** A read begins: it serves all who asked for one until now. */
    void reading() {
        for (Subscriber subscriber : subscribers) {
            if (subscriber.wish == Subscriber.Wish.NEXT_READ) {
                subscriber.wish = Subscriber.Wish.THIS_READ;
            }
        }
    }

    /** Whom to tell what was read: all if it is news, else those who asked. */
    Subscriber[] audience(boolean news) {
        Predicate<Subscriber> asked = s -> s.wish == Subscriber.Wish.THIS_READ;
        Subscriber[] audience =
                news ? subscribers : Arrays.stream(subscribers).filter(asked).toArray(Subscriber[]::new);
        for (Subscriber subscriber : subscribers) {
            if (asked.test(subscriber)) {
                subscriber.wish = Subscriber.Wish.NEWS;
            }
        }
        return audience;
    }
}
