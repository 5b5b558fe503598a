package twitcher.shell.it;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import twitcher.api.Node;
import twitcher.api.Outcome;
import twitcher.api.Run;
import twitcher.api.action.Action;
import twitcher.api.action.ActionType;
import twitcher.api.admin.ConfigFiles;
import twitcher.api.admin.WatchStatus.State;
import twitcher.api.admin.Watches;
import twitcher.api.config.ConfigLanguage;
import twitcher.api.config.Declarations;
import twitcher.api.node.Connection;
import twitcher.api.node.NodeListener;
import twitcher.api.node.NodeSource;
import twitcher.api.node.Subscription;

/** A daemon with an engine, a folder and a ZooKeeper made for the test. */
@Timeout(60)
abstract class CommandsBed {
    @TempDir
    static Path directory;

    static final List<Run> RUNS = List.of(
            Samples.going("run-003", "a.json:web"),
            Samples.ended("run-002", "a.json:web", new Outcome.Exited(3), Duration.ofMinutes(5)),
            Samples.ended("run-001", "b.json:db", new Outcome.Succeeded(), Duration.ofHours(3)));
    static final FakeWatches WATCHES = new FakeWatches(
            List.of(
                    Samples.status(Samples.watch("a.json:web", "/app/web"), State.RUNNING, RUNS.get(0), RUNS.get(1)),
                    Samples.status(Samples.watch("a.json:web-refuse", "/app/web2"), State.PENDING),
                    Samples.status(Samples.watch("b.json:db", "/app/db"), State.IDLE, RUNS.get(2)),
                    Samples.status(Samples.watch("b.json:hook", "/app/hook", "webhook"), State.WAITING)),
            RUNS);
    static final FakeFiles FILES = new FakeFiles();
    static TestFramework daemon;

    @BeforeAll
    static void start() throws Exception {
        daemon = new TestFramework(directory);
        daemon.service(Watches.class, WATCHES, Map.of());
        daemon.service(ConfigFiles.class, FILES, Map.of());
        daemon.service(NodeSource.class, new FakeNodes(), Map.of());
        daemon.service(ActionType.class, new FakeType(), Map.of("twitcher.action.type.name", "exec"));
        daemon.service(
                ActionType.class, new FakeType(), Map.of("twitcher.action.type.name", "exec", "service.ranking", -5));
        ConfigLanguage json = source -> Declarations.of(List.of());
        daemon.service(
                ConfigLanguage.class,
                json,
                Map.of("twitcher.config.language.name", "json", "twitcher.config.language.extension", "json"));
    }

    @AfterAll
    static void stop() throws Exception {
        daemon.close();
    }

    @BeforeEach
    void forget() {
        WATCHES.orders.clear();
        WATCHES.payloads.clear();
    }

    static Answer refused(String words) {
        return new Answer(1, "", "twitcher: " + words + "\n");
    }

    /** A source that lost its connection. */
    static final class FakeNodes implements NodeSource {
        @Override
        public Subscription subscribe(Node node, NodeListener listener) {
            throw new UnsupportedOperationException("commands do not subscribe");
        }

        @Override
        public Connection connection() {
            Optional<String> detail = Optional.of("connection refused");
            Connection.Counters counters = new Connection.Counters(4, 2, 900, 70, 1);
            return new Connection(
                    Connection.State.SUSPENDED, Instant.now(), "zk1:2181,zk2:2181", detail, 7, 2, counters);
        }
    }

    /** An action type that nobody runs. */
    static final class FakeType implements ActionType<FakeType.None> {
        private record None() {}

        @Override
        public Class<None> settings() {
            return None.class;
        }

        @Override
        public Action create(None settings) {
            throw new UnsupportedOperationException("commands run nothing");
        }
    }
}
