package twitcher.engine;

import static twitcher.engine.Patiently.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import twitcher.api.Change;
import twitcher.api.Node;
import twitcher.api.Outcome;
import twitcher.api.Output;
import twitcher.api.Payload;
import twitcher.api.Policy;
import twitcher.api.Stat;
import twitcher.api.Watch;
import twitcher.api.action.RunContext;
import twitcher.api.action.RunningAction;
import twitcher.api.node.Connection;
import twitcher.api.node.NodeListener;
import twitcher.api.node.NodeSource;
import twitcher.api.node.Subscription;
import twitcher.engine.store.Store;

/** An engine with more payload that waits than heap; says whether all of it ran. */
final class Crowd {
    private static final int LANES = 300;
    private static final int BYTES = 1 << 20;

    private final Map<Node, NodeListener> listeners = new ConcurrentHashMap<>();
    private final Map<String, Integer> ran = new ConcurrentHashMap<>();

    private Crowd() {}

    public static void main(String[] arguments) {
        new Crowd().run(Path.of(arguments[0]));
    }

    private void run(Path folder) {
        FakeType type = new FakeType() {
            @Override
            RunningAction start(RunContext context) {
                return ended(context);
            }
        };
        Engine engine = new Engine(Store.in(folder), Shelf.in(folder), Rig.settings(16), Rig.only(type));
        engine.addSource(new Source());
        engine.addType(Rig.reference("fake", 0));
        Watch[] watches = IntStream.range(0, LANES)
                .mapToObj(i -> Rig.watch("f.json:" + i, "/" + i, Policy.DEFAULT))
                .toArray(Watch[]::new);
        engine.addFile(Rig.reading(1, watches));
        Arrays.stream(watches).forEach(watch -> engine.pause(watch.id()));
        await().atMost(Duration.ofSeconds(60)).until(() -> listeners.size() == LANES);
        Arrays.stream(watches).forEach(this::change);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> engine.list().stream().allMatch(status -> status.pending()));
        Arrays.stream(watches).forEach(watch -> engine.resume(watch.id()));
        await().atMost(Duration.ofSeconds(60)).until(() -> ran.size() == LANES);
        System.out.println(ran.values().stream().filter(bytes -> bytes == BYTES).count() + " ran as they were");
        engine.stop();
    }

    /** As fast as a source may be, but not faster than the lanes take it. */
    private void change(Watch watch) {
        byte[] bytes = new byte[BYTES];
        Arrays.fill(bytes, (byte) 'x');
        Change change = Change.present(watch.node(), new Stat(1, 2, 1, 0, 0), Payload.copyOf(bytes), Instant.now());
        listeners.get(watch.node()).observed(change);
        await().pollInterval(Duration.ofMillis(1))
                .until(() -> Runtime.getRuntime().freeMemory() > 4 * BYTES);
    }

    private RunningAction ended(RunContext context) {
        ran.put(context.watch().id(), context.change().payload().size());
        return new RunningAction() {
            @Override
            public java.util.concurrent.CompletionStage<Ending> ending() {
                return java.util.concurrent.CompletableFuture.completedStage(
                        new Ending(new Outcome.Succeeded(), Output.NONE));
            }

            @Override
            public void stop() {}
        };
    }

    /** A source that keeps nothing. */
    private final class Source implements NodeSource {
        @Override
        public Subscription subscribe(Node node, NodeListener listener) {
            listeners.put(node, listener);
            return new Subscription() {
                @Override
                public void reread() {}

                @Override
                public void close() {}
            };
        }

        @Override
        public Connection connection() {
            return new Connection(Connection.State.CONNECTED, Instant.EPOCH, "fake", Optional.empty(), 0, 0);
        }
    }
}
