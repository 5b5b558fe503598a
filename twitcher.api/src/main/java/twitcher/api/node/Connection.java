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
 * @param counters what has happened since the source started
 */
public record Connection(
        State state, Instant since, String servers, Optional<String> detail, int nodes, int unread, Counters counters) {
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

    /**
     * What has happened since the source started; none of these ever falls.
     *
     * @param connections how often a connection was made, the first one included
     * @param sessions how many sessions these were
     * @param reads answers of servers that told how a node is
     * @param audited how many of these were read only to compare them with what was believed
     * @param repaired differences that only this comparison found; each was repaired, and none is expected
     */
    public record Counters(long connections, long sessions, long reads, long audited, long repaired) {
        /** Before anything has happened. */
        public static final Counters NONE = new Counters(0, 0, 0, 0, 0);
    }

    public Connection {
        requireNonNull(state, "state");
        requireNonNull(since, "since");
        requireNonNull(servers, "servers");
        requireNonNull(detail, "detail");
        requireNonNull(counters, "counters");
    }

    /** A connection of a source that counts nothing. */
    public Connection(State state, Instant since, String servers, Optional<String> detail, int nodes, int unread) {
        this(state, since, servers, detail, nodes, unread, Counters.NONE);
    }
}
