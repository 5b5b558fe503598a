package twitcher.zk;

import java.util.Set;
import twitcher.api.Node;
import twitcher.api.Stat;

/** The watch layer on a wire and a timer of the test. */
abstract class WatchedNodesBed {
    static final Set<Node.Kind> DATA = Set.of(Node.Kind.WATCH_DATA);
    static final Set<Node.Kind> CHILDREN = Set.of(Node.Kind.WATCH_CHILDREN);
    static final Set<Node.Kind> BOTH = Set.of(Node.Kind.values());

    final ManualTimer timer = new ManualTimer();
    final WatchedNodes nodes = new WatchedNodes(timer);
    final RecordedWire wire = new RecordedWire();
    final Heard heard = new Heard();

    /** What a look tells of a small node that {@link RecordedWire#state} has the state of. */
    static Answer size(long zxid) {
        return new Answer.Size(new Stat(1, zxid, zxid, 0, 0), 1, 0);
    }

    static Answer size(int dataBytes, int children) {
        return new Answer.Size(new Stat(1, 1, 1, 0, 0), dataBytes, children);
    }
}
