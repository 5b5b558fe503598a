package twitcher.shell.socket;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import twitcher.shell.socket.Commands.Streams;
import twitcher.shell.socket.Sessions.Visitor;

/** Runs what clients ask, each request on a thread of its own, {@code twitcher-shell-command-N}. */
final class Work implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Work.class);
    private static final String NO_COMMANDS =
            "the daemon runs, but its command shell does not: the bundles org.apache.felix.gogo.runtime and"
                    + " twitcher.shell must be there and active; restart the daemon if they do not come back";
    private static final String NO_SESSIONS =
            "sessions need the bundles org.apache.felix.gogo.runtime and org.jline; single commands may work without:"
                    + " 'twitcher COMMAND'";

    private final Supplier<Optional<Commands>> commands;
    private final Supplier<Optional<Sessions>> sessions;
    private final AtomicInteger count = new AtomicInteger();
    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(0, Server.MAX_CLIENTS, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), this::thread);

    /** What carries requests out may come and go. */
    Work(Supplier<Optional<Commands>> commands, Supplier<Optional<Sessions>> sessions) {
        this.commands = commands;
        this.sessions = sessions;
    }

    /** Takes no more. Who runs is not interrupted: it may be a command that ends this bundle. */
    @Override
    public void close() {
        threads.shutdown();
    }

    /** Starts a request; at its end the outbox is ended. */
    Future<?> start(Request request, Outbox outbox, Visitor visitor) {
        try {
            return threads.submit(() -> outbox.end(Frame.exit(guarded(request, outbox, visitor))));
        } catch (RejectedExecutionException e) {
            outbox.offer(Frame.error("too many commands are still running, though their clients are gone: wait"));
            outbox.end(Frame.exit(Commands.NO));
            return CompletableFuture.completedFuture(null);
        }
    }

    private int guarded(Request request, Outbox outbox, Visitor visitor) {
        try {
            return run(request, outbox, visitor);
        } catch (RuntimeException | LinkageError e) {
            return unexpected(e, outbox);
        }
    }

    private int run(Request request, Outbox outbox, Visitor visitor) {
        Streams streams = new Streams(new FrameOutput(Frame.STDOUT, outbox), new FrameOutput(Frame.STDERR, outbox));
        Optional<Integer> exitCode = switch (request.kind()) {
            case COMMAND -> commands.get().map(present -> present.run(request, streams));
            case SESSION -> sessions.get().map(present -> present.hold(request, streams, visitor));
        };
        if (exitCode.isEmpty()) {
            outbox.offer(Frame.error(request.kind() == Request.Kind.COMMAND ? NO_COMMANDS : NO_SESSIONS));
        }
        return exitCode.orElse(Commands.NO);
    }

    /** A command that stopped or updated this bundle finds that its classes are gone: nobody is left to be told. */
    private int unexpected(Throwable thrown, Outbox outbox) {
        if (!threads.isShutdown()) {
            LOG.error("admin socket: a command failed unexpectedly", thrown);
            outbox.offer(Frame.error("a bug in twitcher: " + thrown + "; the daemon's log has the details"));
        }
        return Commands.NO;
    }

    private Thread thread(Runnable work) {
        Thread thread = new Thread(work, "twitcher-shell-command-" + count.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }
}
