package twitcher.shell.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is watched. */
@Timeout(60)
class WatchCommandsIT extends CommandsBed {
    @Test
    void watchesShowsEachWatchInALine() throws Exception {
        Answer answer = daemon.run("watches");

        assertThat(answer.exit()).isZero();
        assertThat(answer.out().lines())
                .hasSize(5)
                .anyMatch(line -> line.matches("a.json:web +/app/web +QUEUE +RUNNING +exit 3, .* ago +- +.*s"))
                .anyMatch(line -> line.matches("b.json:hook +/app/hook \\(children\\) +QUEUE +WAITING: no action .*"));
    }

    @Test
    void watchesTakesAPartOfAnIdOrPath() throws Exception {
        assertThat(daemon.run("watches", "/app/db").out().lines()).hasSize(2);
    }

    @Test
    void aPartThatNothingHasIsNoEmptyListing() throws Exception {
        assertThat(daemon.run("watches", "wbe"))
                .isEqualTo(
                        refused("watches: no watch has 'wbe' in its id or its node's path; did you mean a.json:web?"));
        assertThat(daemon.run("watches", "-o", "json", "/app/ohok"))
                .isEqualTo(refused(
                        "watches: no watch has '/app/ohok' in its id or its node's path; did you mean /app/hook?"));
        assertThat(daemon.run("configs", "god.json"))
                .isEqualTo(refused("configs: no file of the watched folder has 'god.json' in its name; did you mean"
                        + " good.json?"));
        assertThat(daemon.run("tail", "zzzz")).isEqualTo(refused("tail: no watch has 'zzzz' in its id"));
    }

    @Test
    void aPartThatNothingHasMayBeOfAFileThatIsNotLoaded() throws Exception {
        assertThat(daemon.run("watches", "bad.json").err())
                .endsWith("\nbad.json is ERROR, so its watches are not there as it says: bad.json:3:5:"
                        + " acton: unknown key; did you mean action?\n");
    }

    @Test
    void aTableFitsTheTerminal() throws Exception {
        Answer answer = SocketClient.run(daemon.socket(), 60, Map.of(), "watches", "--no-color");

        assertThat(answer.out().lines()).allMatch(line -> line.length() <= 60).anyMatch(line -> line.contains(".."));
    }

    @Test
    void aTerminalGetsColoursUnlessItWantsNone() throws Exception {
        assertThat(SocketClient.run(daemon.socket(), 80, Map.of(), "watches").out())
                .contains("\u001b[");
        assertThat(daemon.run("watches").out()).doesNotContain("\u001b");
        assertThat(SocketClient.run(daemon.socket(), 80, Map.of(), "watches", "--no-color")
                        .out())
                .doesNotContain("\u001b");
    }

    @Test
    void watchesAsJsonHasTheDocumentedFields() throws Exception {
        Answer answer = daemon.run("watches", "-o", "json");

        assertThat(answer.out())
                .contains("\"id\": \"a.json:web\"", "\"znode\": \"/app/web\"", "\"watch_type\": \"WATCH_DATA\"")
                .contains("\"run_mode\": \"QUEUE\"", "\"state\": \"RUNNING\"", "\"why\": null", "\"waiting\": false")
                .contains("\"outcome\": \"exited\"", "\"words\": \"exit 3\"", "\"seconds\": 0.31");
    }

    @Test
    void watchShowsEverything() throws Exception {
        Answer answer = daemon.run("watch", "db");

        assertThat(answer.out())
                .startsWith("b.json:db\n")
                .contains("/app/db", "IDLE", "version 3", "0x2a", "ok, ", "command=true", "QUEUE");
        assertThat(daemon.run("watch", "db", "-o", "json").out()).contains("\"kill_after\": 5.0", "\"umask\": \"022\"");
    }

    @Test
    void anExactIdWinsOverAPart() throws Exception {
        assertThat(daemon.run("watch", "a.json:web").out()).startsWith("a.json:web\n");
        assertThat(daemon.run("watch", "web").out()).startsWith("a.json:web\n");
    }

    @Test
    void anAmbiguousPartListsTheCandidates() throws Exception {
        assertThat(daemon.run("watch", "a.json"))
                .isEqualTo(new Answer(
                        1,
                        "",
                        "twitcher: watch: 'a.json' is in 2 ids, but one watch is needed; give more of one:\n  a.json:web\n"
                                + "  a.json:web-refuse\n"));
    }

    @Test
    void anUnknownIdIsExit1() throws Exception {
        assertThat(daemon.run("watch", "a.json:wbe"))
                .isEqualTo(new Answer(
                        1, "", "twitcher: watch: no watch has 'a.json:wbe' in its id; did you mean a.json:web?\n"));
    }
}
