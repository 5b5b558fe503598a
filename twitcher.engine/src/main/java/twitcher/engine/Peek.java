package twitcher.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import twitcher.api.Change;
import twitcher.api.Node;
import twitcher.api.node.NodeListener;
import twitcher.api.node.NodeSource;
import twitcher.api.node.Subscription;

/** Reads nodes once, for somebody who waits, but not for long. */
final class Peek {
    private final Optional<NodeSource> source;
    private final long deadline;

    /** {@code most} is for all of them together. */
    Peek(Optional<NodeSource> source, Duration most) {
        this.source = source;
        this.deadline = System.nanoTime() + most.toNanos();
    }

    /** What {@code node} is now; empty: it could not be read in time, or at all. */
    Optional<Change> at(Node node) {
        return source.flatMap(present -> read(present, node));
    }

    private Optional<Change> read(NodeSource present, Node node) {
        CompletableFuture<Change> answer = new CompletableFuture<>();
        NodeListener listener = new NodeListener() {
            @Override
            public void observed(Change change) {
                answer.complete(change);
            }

            @Override
            public void unreadable(String why) {
                answer.cancel(false);
            }
        };
        Subscription subscription = present.subscribe(node, listener);
        try {
            return Optional.of(answer.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS));
        } catch (TimeoutException | ExecutionException | CancellationException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            subscription.close();
        }
    }
}
