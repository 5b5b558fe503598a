package twitcher.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import twitcher.itest.support.Daemon;
import twitcher.itest.support.Daemon.Result;

/** The commands that tell what would be, on the product: lint with a daemon and without one, plan and simulate. */
@Timeout(600)
class LintTest {
    /** Nobody answers there: none of this needs ZooKeeper. */
    private static final String NOBODY = "127.0.0.1:1";

    private static final Map<String, String> FILES = Map.ofEntries(
            Map.entry(
                    "good.json", "{\"watches\": [{\"znode\": \"/a\", \"action\": \"date\", \"description\": \"a\"}]}"),
            Map.entry(
                    "bad.json",
                    "{\"watches\": [\n  {\"znode\": \"a\", \"action\": \"date\", \"run_mod\": \"QUEUE\"}\n]}"),
            Map.entry("syntax.json", "{\"watches\": [}"),
            Map.entry("wait.json", "{\"watches\": [{\"znode\": \"/a\", \"action\": {\"type\": \"none_such\"}}]}"),
            Map.entry("good.twc", "import helper\nRegisterWatch('/a', Exec(helper.command))\n"),
            Map.entry("helper.py", "command = 'date'\n"),
            Map.entry("bad.twc", "RegisterWatch('/a', Exec('date'), run_mode='QUEU')\n1 / 0\n"),
            Map.entry("twitcher.engine.cfg", "maxRuns = lots\nanswerTimeout = 3\n"),
            Map.entry("twitcher.exec.cfg", "keep = LANG\n"),
            Map.entry("any.cfg", "key = value\n"),
            Map.entry("any.yaml", "watches: []\n"));

    @TempDir
    Path home;

    private Path files() throws Exception {
        Path folder = Files.createDirectories(home.resolve("files"));
        for (Map.Entry<String, String> file : FILES.entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
            Files.setPosixFilePermissions(folder.resolve(file.getKey()), PosixFilePermissions.fromString("rw-r--r--"));
        }
        return folder;
    }

    private static List<String> all(Path folder) {
        List<String> command = new ArrayList<>(List.of("lint"));
        List.of(
                        "good.json",
                        "bad.json",
                        "syntax.json",
                        "wait.json",
                        "good.twc",
                        "bad.twc",
                        "twitcher.engine.cfg",
                        "twitcher.exec.cfg",
                        "any.cfg",
                        "any.yaml")
                .forEach(name -> command.add(folder.resolve(name).toString()));
        return command;
    }

    /** On a machine that is too busy, Python is not there within the time that a file may take. */
    private static Result inTime(Daemon daemon, List<String> command) {
        return Awaitility.await()
                .atMost(Duration.ofMinutes(4))
                .until(
                        () -> daemon.run(command.toArray(String[]::new)),
                        result -> !result.out().contains("has not ended within")
                                && !result.out().contains("the language is not ready")
                                && !result.out().contains("has not read it within"));
    }

    @Test
    void lintSaysTheSameWithADaemonAndWithoutOne() throws Exception {
        Path folder = files();
        Daemon daemon = Daemon.in(home.resolve("daemon"));
        List<String> command = all(folder);
        command.add("--insecure_config");
        Result alone = inTime(daemon, command);
        Result fine = daemon.run(
                "lint", "--insecure_config", folder.resolve("good.twc").toString());
        try (daemon) {
            daemon.start(NOBODY);
            Result asked = inTime(daemon, command);

            assertThat(asked.exit()).isEqualTo(1).isEqualTo(alone.exit());
            assertThat(asked.out()).isEqualTo(alone.out());
            assertThat(asked.err()).isEmpty();
            assertThat(alone.err()).startsWith("twitcher: no daemon answers").hasLineCount(1);
            assertThat(daemon.run("configs", "-o", "json").out()).isEqualTo("[]\n");
        }
        assertThat(fine.exit()).as(fine.toString()).isZero();
        assertThat(alone.out().replace(folder + "/", "").lines())
                .contains(
                        "good.json: fine, 1 watch",
                        "bad.json:2:13: znode: must start with '/', was: a",
                        "bad.json:2:36: run_mod: unknown key; did you mean run_mode?",
                        "wait.json: WAITING for action type none_such (1: wait.json:1:14)",
                        "good.twc: fine, 1 watch",
                        "twitcher.engine.cfg:1: maxRuns: must be a whole number from 1 up to 2147483647, was: lots",
                        "twitcher.engine.cfg:2: answerTimeout: unknown key; did you mean answerTimeoutS?",
                        "twitcher.exec.cfg: fine, a configuration",
                        "any.cfg: WAITING for a bundle that reads the configuration any",
                        "any.yaml: WAITING for a language for .yaml files")
                .anyMatch(line -> line.startsWith("bad.twc:2"))
                .anyMatch(line -> line.startsWith("syntax.json:1:"));
    }

    @Test
    void aFileOfSomebodyElseIsNotInterpreted() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root can give a file away");
        Path folder = files();
        Path mark = home.resolve("mark");
        Path foreign = Files.writeString(folder.resolve("foreign.twc"), "open('" + mark + "', 'w').close()\n");
        Files.setAttribute(foreign, "unix:uid", 65_534);

        Result refused = Daemon.in(home.resolve("daemon")).run("lint", foreign.toString());

        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.out()).contains("not loaded: ", "belongs to uid 65534, must belong to root");
        assertThat(mark).doesNotExist();
    }

    @Test
    void planAndSimulateTellAndDoNothing() throws Exception {
        Path folder = files();
        try (Daemon daemon = Daemon.in(home.resolve("daemon"))) {
            Files.copy(folder.resolve("good.json"), daemon.config().resolve("app.json"));
            daemon.start(NOBODY);
            daemon.run("rescan");

            Result plan = daemon.run(
                    "plan",
                    "--insecure_config",
                    "--as",
                    "app.json",
                    folder.resolve("wait.json").toString());
            Result simulated = daemon.run("simulate", "app.json:a", "--data", "12345");

            assertThat(plan.out())
                    .contains("app.json: 1 added, 0 changed, 1 removed", "- app.json:a", "+ app.json:app.json-1");
            assertThat(plan.exit()).as("an action type is missing").isEqualTo(1);
            assertThat(simulated.exit()).as(simulated.toString()).isZero();
            assertThat(simulated.out()).contains("/bin/sh -c date", "5 bytes", "TWITCHER_WATCH=app.json:a");
            assertThat(daemon.run("runs", "-o", "json").out()).isEqualTo("[]\n");
            assertThat(daemon.run("watches", "-o", "json").out())
                    .contains("app.json:a")
                    .doesNotContain("app.json-1");
        }
    }
}
