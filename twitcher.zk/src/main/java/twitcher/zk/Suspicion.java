package twitcher.zk;

import java.util.Optional;
import twitcher.api.Node;

/** What may be read, by the size that an exists told: a reply too large for the client costs the whole connection. */
final class Suspicion {
    private Suspicion() {}

    /** Why the node is not to be read at all for now; empty if it may be. */
    static Optional<String> problem(WatchedNode node, Answer.Size size, Limits limits, long nowNanos) {
        return switch (node.node.kind()) {
            case WATCH_DATA -> data(size, limits);
            case WATCH_CHILDREN -> children(node, size, limits, nowNanos);
        };
    }

    /** Whether it must be read while nothing else is under way. */
    static boolean risky(WatchedNode node, Answer.Size size, Limits limits) {
        boolean notorious = node.trouble().filter(Trouble::notorious).isPresent();
        return node.node.kind() == Node.Kind.WATCH_CHILDREN
                && (notorious || !limits.childrenSurelyFit(size.children()));
    }

    private static Optional<String> data(Answer.Size size, Limits limits) {
        return limits.dataTooLarge(size.dataBytes())
                ? Optional.of("too large: " + size.dataBytes() + " bytes of data, at most " + limits.dataBytes()
                        + " can be read")
                : Optional.empty();
    }

    private static Optional<String> children(WatchedNode node, Answer.Size size, Limits limits, long nowNanos) {
        String names = "the names of its " + size.children() + " children";
        if (limits.childrenTooMany(size.children())) {
            return Optional.of("too large: " + names + " need more than maxReplyBytes=" + limits.replyBytes());
        }
        return node.trouble()
                .filter(trouble -> trouble.convicted(size.children(), nowNanos))
                .map(trouble -> "probably too large: the connection was lost while nothing but " + names
                        + " was read; maxReplyBytes=" + limits.replyBytes());
    }
}
