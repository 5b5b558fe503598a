package twitcher.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * A serial queue: what is posted is taken one at a time, in order, on a thread of the executor that all mailboxes share,
 * or of who posts. It holds no thread and no memory while it is empty.
 *
 * @param <T> what is posted
 */
final class Mailbox<T> implements Runnable {
    /** How many batches are taken before the other mailboxes get their turn. */
    private static final int BATCHES = 4;

    private static final Letter<Object> BUSY = new Letter<>(null, null);
    private static final VarHandle HEAD;

    static {
        try {
            HEAD = MethodHandles.lookup().findVarHandle(Mailbox.class, "head", Letter.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Executor executor;
    private final Consumer<T> taker;

    /** Null: idle. BUSY: being emptied. Else the letters not yet taken, the newest first, perhaps ending in BUSY. */
    private volatile Letter<?> head;

    Mailbox(Executor executor, Consumer<T> taker) {
        this.executor = executor;
        this.taker = taker;
    }

    private record Letter<T>(T content, Letter<?> older) {}

    /** Any thread; returns at once. */
    void post(T content) {
        if (add(content)) {
            executor.execute(this);
        }
    }

    /**
     * The same, but the calling thread takes it, and what it brings about, if nobody is just taking anything: no other
     * thread has to wake up for it. For a thread that holds no lock.
     */
    void postHere(T content) {
        if (add(content)) {
            run();
        }
    }

    /** Whether somebody is needed who takes it. */
    private boolean add(T content) {
        Letter<?> old;
        do {
            old = head;
        } while (!HEAD.compareAndSet(this, old, new Letter<>(content, old)));
        return old == null;
    }

    @Override
    public void run() {
        for (int i = 0; i < BATCHES; i++) {
            take((Letter<?>) HEAD.getAndSet(this, BUSY));
            if (HEAD.compareAndSet(this, BUSY, null)) {
                return;
            }
        }
        executor.execute(this);
    }

    private void take(Letter<?> newest) {
        Letter<?> inOrder = null;
        for (Letter<?> l = newest; l != null && l != BUSY; l = l.older()) {
            inOrder = new Letter<>(l.content(), inOrder);
        }
        for (Letter<?> l = inOrder; l != null; l = l.older()) {
            taker.accept(content(l));
        }
    }

    @SuppressWarnings("unchecked")
    private T content(Letter<?> letter) {
        return (T) letter.content();
    }
}
