package twitcher.zk;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.api.BackgroundCallback;
import org.apache.curator.framework.api.CuratorEvent;
import org.apache.zookeeper.KeeperException.Code;
import twitcher.api.NodePath;
import twitcher.api.node.Connection;

/**
 * One operation of a command on one node: it waits for a connection and for the answer, and turns what goes wrong into words. Blocks its caller.
 */
final class Operation {
    private static final long POLL_MS = 50;

    private final SharedClient client;
    private final String path;
    private final Duration limit;
    private final long endNanos;

    /** What is asked of Curator; the answer goes to the callback. */
    interface Request {
        void send(CuratorFramework curator, BackgroundCallback answer) throws Exception;
    }

    /**
     * On the node at {@code path}, within {@code limit} from now.
     *
     * @throws IllegalArgumentException if that is no valid path
     */
    Operation(SharedClient client, String path, Duration limit) {
        NodePath.problem(path).ifPresent(problem -> {
            throw new IllegalArgumentException("path: " + problem);
        });
        this.client = client;
        this.path = path;
        this.limit = limit;
        endNanos = System.nanoTime() + limit.toNanos();
    }

    /**
     * Sends a request; returns the answer if it is good, or empty if the code of it is {@code tolerated}.
     *
     * @throws IllegalStateException if it cannot be done, in words for the operator; caused by a TimeoutException if
     *     it took too long
     */
    Optional<CuratorEvent> ask(Request request, Code tolerated) throws InterruptedException {
        CuratorEvent answer = answer(request);
        Code code = Code.get(answer.getResultCode());
        if (code == Code.OK) {
            return Optional.of(answer);
        }
        if (code == tolerated) {
            return Optional.empty();
        }
        throw new IllegalStateException(path + ": " + words(code));
    }

    private CuratorEvent answer(Request request) throws InterruptedException {
        CompletableFuture<CuratorEvent> answer = new CompletableFuture<>();
        try {
            request.send(connected(), (curator, event) -> answer.complete(event));
            return answer.get(endNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException(
                    path + ": no answer from ZooKeeper within " + limit.toSeconds()
                            + " s; whether it was done is not known",
                    e);
        } catch (InterruptedException | IllegalStateException e) {
            throw e;
        } catch (ExecutionException e) {
            throw new IllegalStateException(path + ": " + e.getCause().getMessage(), e);
        } catch (Exception e) {
            throw new IllegalStateException(path + ": " + e.getMessage(), e);
        }
    }

    private CuratorFramework connected() throws InterruptedException {
        Optional<CuratorFramework> curator = client.connected();
        while (curator.isEmpty() && endNanos - System.nanoTime() > 0) {
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
            curator = client.connected();
        }
        return curator.orElseThrow(
                () -> new IllegalStateException(notConnected(client.connection()), new TimeoutException()));
    }

    private String notConnected(Connection connection) {
        return "not connected to ZooKeeper at " + connection.servers() + ": " + connection.state() + " since "
                + connection.since()
                + connection.detail().map(why -> " (" + why + ")").orElse("")
                + "; gave up after " + limit.toSeconds() + " s";
    }

    private static String words(Code code) {
        return switch (code) {
            case NONODE -> "no such node";
            case NODEEXISTS -> "exists already";
            case NOTEMPTY -> "has children; delete -r deletes them too";
            case NOAUTH -> "no access (NoAuth)";
            case CONNECTIONLOSS, SESSIONEXPIRED ->
                "the connection to ZooKeeper was lost; whether it was done is not known";
            case NOCHILDRENFOREPHEMERALS -> "an ephemeral node has no children";
            default -> "ZooKeeper answered " + code;
        };
    }
}
