package twitcher.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import twitcher.api.Payload;
import twitcher.api.action.RunningAction;

/** The stop sequence, against processes that do not want to. */
@ParameterizedClass
@EnumSource(BackendKind.class)
class StopTest {
    private static final Duration KILL_AFTER = Duration.ofMillis(300);

    private final BackendKind kind;
    private Bed bed;

    StopTest(BackendKind kind) {
        this.kind = kind;
    }

    @BeforeEach
    void make() {
        bed = new Bed(kind);
    }

    @AfterEach
    void close() {
        bed.close();
    }

    private void stopLeavesNothing(String command) {
        String id = java.util.UUID.randomUUID().toString();
        RunningAction action = bed.start(
                id, List.of("/bin/sh", "-c", command + "; echo ready"), Payload.EMPTY, Bed.surroundings(KILL_AFTER));
        Awaitility.await().until(() -> ProcTable.read().runs().contains(id));
        action.stop();
        Bed.end(action);
        assertThat(ProcTable.read().runs()).doesNotContain(id);
    }

    @Test
    void aProcessThatIgnoresSigtermIsKilled() {
        stopLeavesNothing("trap '' TERM; sleep 1000; sleep 1000");
    }

    @Test
    void aChildThatIgnoresSigtermIsKilled() {
        stopLeavesNothing("(trap '' TERM; sleep 1000; sleep 1000) & sleep 1000");
    }

    @Test
    void aGrandchildWithItsOwnSessionIsKilled() {
        stopLeavesNothing("setsid sh -c 'trap \"\" TERM; sleep 1000; sleep 1000' & sleep 1000");
    }
}
