package twitcher.zk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import twitcher.api.Change;
import twitcher.api.Node;
import twitcher.api.Stat;
import twitcher.api.node.NodeListener;
import twitcher.api.node.Subscription;

/** The promise of the watch layer against random sequences of whatever may happen, in any order. */
class WatchedNodesRandomTest {
    private static final int SEQUENCES = 4_000;
    private static final int STEPS = 120;
    private static final List<String> PATHS = List.of("/a", "/b", "/c");

    @Test
    void theLastStateIsAlwaysDeliveredAndNoWatchIsLeft() {
        long seed = Long.getLong("twitcher.seed", System.nanoTime());
        System.out.println("WatchedNodesRandomTest: -Dtwitcher.seed=" + seed);
        Random seeds = new Random(seed);
        for (int i = 0; i < SEQUENCES; i++) {
            long each = seeds.nextLong();
            new Sequence(each).run("sequence " + i + " of -Dtwitcher.seed=" + seed);
        }
    }

    /** One listener, which checks the order of what it hears. */
    private static final class Ear implements NodeListener {
        private final Node node;
        private Subscription subscription;
        private boolean heard;
        private Optional<Stat> last = Optional.empty();
        private boolean unreadable;
        private boolean closed;

        Ear(Node node) {
            this.node = node;
        }

        @Override
        public void observed(Change change) {
            assertThat(closed).as("%s heard of after close", node).isFalse();
            assertThat(change.node()).isEqualTo(node);
            heard = true;
            unreadable = false;
            last = change.stat();
        }

        @Override
        public void unreadable(String why) {
            assertThat(closed).as("%s heard of after close", node).isFalse();
            unreadable = true;
        }
    }

    private static final class Sequence {
        private final Random random;
        private final ManualTimer timer = new ManualTimer();
        private final WatchedNodes nodes = new WatchedNodes(timer);
        private final SimulatedServer server = new SimulatedServer(nodes);
        private final List<Ear> ears = new ArrayList<>();

        Sequence(long seed) {
            random = new Random(seed);
            nodes.limit(new Limits(1 + random.nextInt(4), 1_000_000, 1_000_000, 0));
        }

        void run(String name) {
            for (int i = 0; i < STEPS; i++) {
                step();
            }
            settle();
            for (Ear ear : ears) {
                check(ear, name);
            }
            assertThat(server.armedPaths()).as("watches: %s", name).containsAll(needed());
            assertThat(allowed()).as("watches: %s", name).containsAll(server.armedPaths());
            assertThat(nodes.counts().repaired()).as("repaired: %s", name).isZero();
        }

        private void step() {
            String path = PATHS.get(random.nextInt(PATHS.size()));
            switch (random.nextInt(20)) {
                case 0, 1 -> server.set(path);
                case 2 -> server.delete(path);
                case 3 -> server.addChild(path);
                case 4, 5 -> subscribe(path);
                case 6, 7 -> close();
                case 8 -> any().ifPresent(ear -> ear.subscription.reread());
                case 9 -> server.cut();
                case 10 -> server.connect(false);
                case 11 -> server.connect(true);
                case 12 -> server.forbid(path);
                case 13 -> timer.pass(Duration.ofSeconds(random.nextInt(90)));
                case 14 -> nodes.audit(nodes.all());
                case 15, 16 -> server.serve();
                default -> server.hear();
            }
        }

        private void subscribe(String path) {
            Node node = random.nextBoolean() ? Node.data(path) : Node.children(path);
            Ear ear = new Ear(node);
            ear.subscription = nodes.subscribe(node, ear);
            ears.add(ear);
        }

        private void close() {
            any().ifPresent(ear -> {
                ear.closed = true;
                ear.subscription.close();
                ears.remove(ear);
            });
        }

        private Optional<Ear> any() {
            return ears.isEmpty() ? Optional.empty() : Optional.of(ears.get(random.nextInt(ears.size())));
        }

        /** The connection comes back if it was lost, and everything that is under way arrives. */
        private void settle() {
            server.connect(random.nextBoolean());
            for (int i = 0; i < 4; i++) {
                arrive();
                timer.pass(i < 2 ? Duration.ofSeconds(80) : Duration.ofMinutes(61));
            }
            arrive();
        }

        private void arrive() {
            while (!server.quiet()) {
                server.serve();
                server.hear();
            }
        }

        private void check(Ear ear, String name) {
            Optional<Stat> now = server.stat(ear.node.path());
            if (now.isPresent() && server.forbidden(ear.node.path()) && ear.unreadable) {
                return;
            }
            assertThat(ear.heard).as("heard: %s", name).isTrue();
            assertThat(ear.unreadable).as("readable: %s", name).isFalse();
            assertThat(Change.sameMarks(ear.node.kind(), ear.last, now))
                    .as("%s was %s, is %s: %s", ear.node, ear.last, now, name)
                    .isTrue();
        }

        private Set<String> needed() {
            Set<String> needed = new HashSet<>();
            for (Ear ear : ears) {
                String path = ear.node.path();
                if (server.stat(path).isEmpty()) {
                    needed.add(path + " " + Node.Kind.WATCH_DATA);
                } else if (!server.forbidden(path)) {
                    needed.add(path + " " + ear.node.kind());
                }
            }
            return needed;
        }

        /** A children watch may still have the watch on the data side that waited for the node's creation. */
        private Set<String> allowed() {
            Set<String> allowed = new HashSet<>();
            for (Ear ear : ears) {
                allowed.add(ear.node.path() + " " + ear.node.kind());
                allowed.add(ear.node.path() + " " + Node.Kind.WATCH_DATA);
            }
            return allowed;
        }
    }
}
