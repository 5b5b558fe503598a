package twitcher.zk;

import java.util.function.Consumer;
import twitcher.api.Node;

/**
 * One session of a ZooKeeper client: the four things that the watch layer asks of it. Orders return at once and are
 * carried out by the server in the order in which they were given. Answers come on the client's event thread; only
 * {@link Answer.Lost} may come on another, even before the order returns.
 */
interface Wire {
    /** Reads a node and sets its watch, unless it is missing. */
    void read(Node node, Consumer<Answer> answer);

    /** Tells how large a node is, and sets no watch. */
    void measure(String path, Consumer<Answer> answer);

    /** Looks whether a node exists and sets a watch on its data, or on its creation if it is missing. */
    void exists(String path, Consumer<Answer> answer);

    /** Removes the watch on one side of a node, if there is one; {@code done} runs whatever comes of it. */
    void disarm(String path, Node.Kind side, Runnable done);
}
