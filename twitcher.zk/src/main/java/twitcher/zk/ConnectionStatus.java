package twitcher.zk;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import twitcher.api.node.Connection;
import twitcher.api.node.Connection.State;

/** How the connection is, since when and why; says so in the log when it changes. Any thread. */
final class ConnectionStatus {
    private static final Logger log = LoggerFactory.getLogger(ConnectionStatus.class);

    private State state = State.CONNECTING;
    private Instant since = Instant.now();
    private String servers = "";
    private Optional<String> detail = Optional.empty();
    private Optional<String> problem = Optional.empty();
    private long connections;
    private long sessions;

    /** From now on it is about these servers, and not connected. */
    synchronized void connecting(String to, Optional<String> why) {
        servers = to;
        problem = Optional.empty();
        become(State.CONNECTING, why);
    }

    /** There is a connection, in a session that is {@code newSession} or was there before. */
    synchronized void connected(String how, boolean newSession) {
        connections++;
        sessions += newSession ? 1 : 0;
        become(State.CONNECTED, Optional.empty());
        log.info("{}: connected ({})", name(), how);
    }

    synchronized void suspended() {
        if (state == State.CONNECTED) {
            become(State.SUSPENDED, Optional.of("the connection was lost"));
            log.warn("{}: connection lost; trying again", name());
        }
    }

    synchronized void expired() {
        become(State.EXPIRED, Optional.of("the session is lost, a new one is being made"));
        log.warn("{}: session lost; making a new one, and reading everything again then", name());
    }

    synchronized void authFailed() {
        become(State.AUTH_FAILED, Optional.of("the servers refuse the credentials"));
        log.error("{}: the servers refuse the credentials; mend twitcher.zk.cfg; trying again now and then", name());
    }

    /** Why it cannot be used as it is configured; how it is stays as it is. */
    synchronized void refused(String why) {
        problem = Optional.of(why);
        String now = servers.isEmpty() ? "not connecting" : "going on with " + servers;
        log.error("zookeeper: cannot be used as configured: {}; {}", why, now);
    }

    /** It is used as it is configured. */
    synchronized void accepted() {
        problem = Optional.empty();
    }

    /** Why there is no connection, as far as one can find out; no news if there is one by now. */
    synchronized void explained(String why) {
        if (state == State.CONNECTED
                || state == State.AUTH_FAILED
                || detail.filter(why::equals).isPresent()) {
            return;
        }
        detail = Optional.of(why);
        log.warn("{}: not connected: {}; trying again", name(), why);
    }

    synchronized boolean isConnected() {
        return state == State.CONNECTED;
    }

    synchronized Connection with(WatchedNodes.Counts counts) {
        Connection.Counters counters =
                new Connection.Counters(connections, sessions, counts.reads(), counts.audited(), counts.repaired());
        Optional<String> words =
                Stream.concat(problem.stream(), detail.stream()).reduce((a, b) -> a + "; " + b);
        return new Connection(state, since, servers, words, counts.nodes(), counts.unread(), counters);
    }

    private void become(State next, Optional<String> why) {
        if (state != next) {
            since = Instant.now();
        }
        state = next;
        detail = why;
    }

    private String name() {
        return "zookeeper " + servers;
    }
}
