package twitcher.zk;

import java.util.Optional;
import twitcher.api.Node;

/** What may be read, by the size that an exists told: a reply too large for the client costs the whole connection. */
final class Suspicion {
    private Suspicion() {}

    /** Why the node is not to be read at all for now; empty if it may be. */
    static Optional<String> problem(WatchedNode node, Answer.Size size, Limits limits, long nowNanos) {
        return switch (node.node.kind()) {
            case WATCH_DATA ->
                limits.dataTooLarge(size.dataBytes()) ? Optional.of(data(size, limits)) : Optional.empty();
            case WATCH_CHILDREN ->
                tooMany(node, size, limits, nowNanos) ? Optional.of(children(size, limits)) : Optional.empty();
        };
    }

    /** Whether it must be read while nothing else is under way. */
    static boolean risky(WatchedNode node, Answer.Size size, Limits limits) {
        boolean mayBeTooLarge =
                node.node.kind() == Node.Kind.WATCH_CHILDREN && !limits.childrenSurelyFit(size.children());
        return node.suspect() && (mayBeTooLarge || node.troubled().notorious());
    }

    private static boolean tooMany(WatchedNode node, Answer.Size size, Limits limits, long nowNanos) {
        boolean convicted = node.trouble()
                .filter(trouble -> trouble.convicted(size.children(), nowNanos))
                .isPresent();
        return convicted || limits.childrenTooMany(size.children());
    }

    private static String data(Answer.Size size, Limits limits) {
        return "too large: " + size.dataBytes() + " bytes of data, at most " + limits.dataBytes() + " can be read";
    }

    private static String children(Answer.Size size, Limits limits) {
        return "too large: the names of its " + size.children() + " children need more than maxReplyBytes="
                + limits.replyBytes();
    }
}
