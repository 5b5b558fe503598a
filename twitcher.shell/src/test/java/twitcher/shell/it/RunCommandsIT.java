package twitcher.shell.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import twitcher.api.Payload;

/** What has run, and what is to run or to stop. */
@Timeout(60)
class RunCommandsIT extends CommandsBed {
    @Test
    void runsAreFiltered() throws Exception {
        assertThat(daemon.run("runs").out()).contains("run-001", "run-002", "run-003");
        assertThat(daemon.run("runs", "db").out()).contains("run-001").doesNotContain("run-002");
        assertThat(daemon.run("runs", "--failed").out()).contains("run-002").doesNotContain("run-001", "run-003");
        assertThat(daemon.run("runs", "--since", "1h").out())
                .contains("run-002")
                .doesNotContain("run-001");
        assertThat(daemon.run("runs", "-n", "1").out()).contains("run-003").doesNotContain("run-002");
    }

    @Test
    void logShowsARunAndItsOutput() throws Exception {
        assertThat(daemon.run("log", "002").out())
                .contains("exit 3", "--- stdout, 12 bytes\nsome output\n", "--- stderr")
                .contains("\u001b[31mred");
        assertThat(daemon.run("log", "003").out()).contains("is kept when it has ended");
    }

    @Test
    void outputOfARunCannotPlayWithATerminal() throws Exception {
        String shown = SocketClient.run(daemon.socket(), 80, Map.of(), "log", "002", "--no-color")
                .out();

        assertThat(shown).contains("?[31mred?").doesNotContain("\u001b", "\u0007");
    }

    @Test
    void runOrdersARun() throws Exception {
        assertThat(daemon.run("run", "db")).isEqualTo(new Answer(0, "b.json:db: done\n", ""));
        assertThat(WATCHES.orders).containsExactly("run b.json:db");
        assertThat(WATCHES.payloads).isEmpty();
    }

    @Test
    void runTakesAPayload() throws Exception {
        daemon.run("run", "db", "--data", "text");
        daemon.run("run", "db", "--data", "");
        SocketClient.run(daemon.socket(), 0, Map.of(2, new byte[] {0, -1, 10}), "run", "--data", "@f", "db");

        assertThat(WATCHES.payloads)
                .containsExactly(Payload.ofText("text"), Payload.EMPTY, Payload.copyOf(new byte[] {0, -1, 10}));
    }

    @Test
    void aFileStandsForAllItsWatches() throws Exception {
        daemon.run("run", "b.json");
        daemon.run("pause", "b.json");

        assertThat(WATCHES.orders)
                .containsExactly("run b.json:db", "run b.json:hook", "pause b.json:db", "pause b.json:hook");
    }

    @Test
    void allStandsForEveryWatchWhereItIsHarmless() throws Exception {
        assertThat(daemon.run("pause", "all").exit()).isZero();
        assertThat(WATCHES.orders).hasSize(4);
        assertThat(daemon.run("run", "all").exit()).isEqualTo(1);
    }

    @Test
    void aRefusedOrderIsExit1() throws Exception {
        Answer answer = daemon.run("resume", "all");

        assertThat(answer.exit()).isEqualTo(1);
        assertThat(answer.out().lines()).hasSize(3);
        assertThat(answer.err()).isEqualTo("twitcher: resume: a.json:web-refuse: is neither paused nor stopped\n");
    }

    @Test
    void stopIsForRunsThatAreGoing() throws Exception {
        assertThat(daemon.run("stop", "run-003").exit()).isZero();
        assertThat(daemon.run("stop", "run-002").exit()).isEqualTo(1);
        assertThat(WATCHES.orders).containsExactly("stop run-003");
    }
}
