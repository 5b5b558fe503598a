package twitcher.zk;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import twitcher.api.Node;
import twitcher.api.Payload;
import twitcher.api.Stat;

/**
 * A ZooKeeper server and its client as far as watches go, moved on step by step: orders wait to reach the server,
 * answers and events wait, in one queue, to reach the client; a lost connection loses both, and the client sets the
 * watches that it knows of again when it reconnects within its session.
 */
final class SimulatedServer {
    /** One side of a path. */
    private record Side(String path, Node.Kind kind) {}

    private final Map<String, Stat> tree = new TreeMap<>();
    private final WatchedNodes nodes;
    private final Set<String> forbidden = new HashSet<>();
    private long zxid = 100;
    private Handle handle = new Handle();
    private boolean connected;

    SimulatedServer(WatchedNodes nodes) {
        this.nodes = nodes;
    }

    /** What a reader would see. */
    Optional<Stat> stat(String path) {
        return Optional.ofNullable(tree.get(path));
    }

    boolean forbidden(String path) {
        return forbidden.contains(path);
    }

    /** The watches that the server holds. */
    Set<Side> armed() {
        return handle.armed;
    }

    Set<String> armedPaths() {
        Set<String> paths = new HashSet<>();
        handle.armed.forEach(side -> paths.add(side.path() + " " + side.kind()));
        return paths;
    }

    void set(String path) {
        zxid++;
        Stat old = tree.get(path);
        if (old == null) {
            tree.put(path, new Stat(zxid, zxid, zxid, 0, 0));
            fire(path, true, true);
        } else {
            tree.put(path, new Stat(old.czxid(), zxid, old.pzxid(), old.version() + 1, 0));
            fire(path, true, false);
        }
    }

    void addChild(String path) {
        Stat old = tree.get(path);
        if (old != null) {
            zxid++;
            tree.put(path, new Stat(old.czxid(), old.mzxid(), zxid, old.version(), 0));
            fire(path, false, true);
        }
    }

    void delete(String path) {
        if (tree.remove(path) != null) {
            zxid++;
            fire(path, true, true);
        }
    }

    void forbid(String path) {
        if (!forbidden.remove(path)) {
            forbidden.add(path);
        }
    }

    /** The server deals with the oldest order. */
    void serve() {
        if (connected && !handle.orders.isEmpty()) {
            handle.orders.remove().serve().run();
        }
    }

    /** The client deals with the oldest answer or event. */
    void hear() {
        if (connected && !handle.arriving.isEmpty()) {
            handle.arriving.remove().run();
        }
    }

    boolean quiet() {
        return handle.orders.isEmpty() && handle.arriving.isEmpty();
    }

    void cut() {
        if (connected) {
            connected = false;
            handle.lose();
            nodes.disconnected();
        }
    }

    void connect(boolean newSession) {
        if (!connected) {
            connected = true;
            if (newSession) {
                handle = new Handle();
            }
            handle.setWatchesAgain();
            nodes.connected(handle, false);
        }
    }

    private Answer size(String path) {
        return stat(path).<Answer>map(stat -> new Answer.Size(stat, 1, 1)).orElseGet(Answer.Missing::new);
    }

    private void fire(String path, boolean data, boolean children) {
        boolean dataHit = data && handle.armed.remove(new Side(path, Node.Kind.WATCH_DATA));
        boolean childHit = children && handle.armed.remove(new Side(path, Node.Kind.WATCH_CHILDREN));
        if (dataHit || childHit) {
            handle.event(path, data, children);
        }
    }

    private final class Handle implements Wire {
        private record Order(Runnable serve, Consumer<Answer> lost) {}

        private final Deque<Order> orders = new ArrayDeque<>();
        private final Deque<Runnable> arriving = new ArrayDeque<>();
        private final Deque<Consumer<Answer>> unheard = new ArrayDeque<>();
        private final Set<Side> armed = new HashSet<>();
        private final Map<Side, Long> known = new HashMap<>();
        private long seenZxid;

        @Override
        public void read(Node node, Consumer<Answer> answer) {
            send(answer, () -> {
                Stat stat = tree.get(node.path());
                if (stat == null) {
                    return reply(new Answer.Missing(), Optional.empty());
                }
                if (forbidden.contains(node.path())) {
                    return reply(new Answer.Refused("no access"), Optional.empty());
                }
                Answer state = new Answer.State(stat, Payload.ofText(stat.toString()));
                return reply(state, Optional.of(new Side(node.path(), node.kind())));
            });
        }

        @Override
        public void measure(String path, Consumer<Answer> answer) {
            send(answer, () -> reply(size(path), Optional.empty()));
        }

        @Override
        public void exists(String path, Consumer<Answer> answer) {
            send(answer, () -> reply(size(path), Optional.of(new Side(path, Node.Kind.WATCH_DATA))));
        }

        @Override
        public void disarm(String path, Node.Kind kind, Runnable done) {
            Side side = new Side(path, kind);
            Consumer<Answer> answer = any -> {
                known.remove(side);
                done.run();
            };
            send(answer, () -> {
                armed.remove(side);
                return () -> answer.accept(new Answer.Missing());
            });
        }

        /** What the server does now yields what the client hears later. */
        private void send(Consumer<Answer> answer, java.util.function.Supplier<Runnable> atServer) {
            sending = answer;
            Consumer<Answer> mine = answer;
            orders.add(new Order(
                    () -> {
                        sending = mine;
                        Runnable heard = atServer.get();
                        unheard.add(mine);
                        arriving.add(() -> {
                            unheard.remove(mine);
                            heard.run();
                        });
                    },
                    mine));
        }

        private Consumer<Answer> sending = any -> {};

        private Runnable reply(Answer answer, Optional<Side> arms) {
            Consumer<Answer> to = sending;
            long at = zxid;
            arms.ifPresent(armed::add);
            return () -> {
                seenZxid = at;
                arms.ifPresent(side -> known.put(side, at));
                to.accept(answer);
            };
        }

        void event(String path, boolean data, boolean children) {
            long at = zxid;
            arriving.add(() -> {
                seenZxid = at;
                boolean watched = data && known.remove(new Side(path, Node.Kind.WATCH_DATA)) != null;
                watched |= children && known.remove(new Side(path, Node.Kind.WATCH_CHILDREN)) != null;
                if (watched) {
                    Set<Node.Kind> sides = data && children
                            ? Set.of(Node.Kind.values())
                            : Set.of(data ? Node.Kind.WATCH_DATA : Node.Kind.WATCH_CHILDREN);
                    nodes.fired(this, path, sides, data);
                }
            });
        }

        void lose() {
            armed.clear();
            arriving.clear();
            Deque<Consumer<Answer>> lost = new ArrayDeque<>(unheard);
            orders.forEach(order -> lost.add(order.lost()));
            unheard.clear();
            orders.clear();
            lost.forEach(answer -> answer.accept(new Answer.Lost()));
        }

        /** As the client's SetWatches does: what changed since the client last heard fires at once. */
        void setWatchesAgain() {
            for (Side side : Set.copyOf(known.keySet())) {
                armed.add(side);
                Stat stat = tree.get(side.path());
                boolean data = side.kind() == Node.Kind.WATCH_DATA;
                if (stat == null || (data ? stat.mzxid() : stat.pzxid()) > seenZxid) {
                    armed.remove(side);
                    event(side.path(), data || stat == null, !data || stat == null);
                }
            }
        }
    }
}
