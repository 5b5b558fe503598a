package twitcher.api.node;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * The connection to ZooKeeper at one moment.
 *
 * @param state how it is
 * @param since since when, by this machine's clock
 * @param servers the connect string in use, without secrets
 * @param detail words for the operator, such as the last error
 * @param nodes how many nodes are watched (server-side watches wanted)
 * @param unread how many of them wait for a read
 */
public record Connection(State state, Instant since, String servers, Optional<String> detail, int nodes, int unread) {
    /** How a connection is. */
    public enum State {
        /** Never connected yet, or trying with a new connect string. */
        CONNECTING,
        /** Connected, with a session. */
        CONNECTED,
        /** The connection was lost; the session may still be there. */
        SUSPENDED,
        /** The session is lost; a new one is being made. */
        EXPIRED,
        /** The servers refuse the credentials. */
        AUTH_FAILED
    }

    public Connection {
        requireNonNull(state, "state");
        requireNonNull(since, "since");
        requireNonNull(servers, "servers");
        requireNonNull(detail, "detail");
    }
}
