package twitcher.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import twitcher.itest.support.Cluster;
import twitcher.itest.support.Journal;

/**
 * More functions at once than the machine may have processes of: all run, and never more at once.
 * {@code -Dtwitcher.python.burst=} for more.
 */
class PythonBurstTest {
    private static final int FUNCTIONS = Integer.getInteger("twitcher.python.burst", 6);
    private static final int MOST = 2;
    private static final Duration LIMIT = Duration.ofSeconds(60 + 10L * FUNCTIONS);

    @RegisterExtension
    static final Cluster CLUSTER = new Cluster();

    @Test
    void allRunAndNeverMoreAtOnceThanMay() throws Exception {
        Path go = CLUSTER.file("go");
        Journal journal = CLUSTER.journal("burst");
        CLUSTER.daemon().drop("twitcher.config.python.cfg", "maxFunctions = " + MOST + "\n");
        CLUSTER.awaitCommand("the setting is read", out -> out.contains("\"ACTIVE\""), "configs", "-o", "json");
        for (int i = 0; i < FUNCTIONS; i++) {
            CLUSTER.nodes().create("/burst/" + i, "");
        }
        CLUSTER.daemon().drop("burst.twc", """
                import os, time
                def note(text):
                    with open('%s', 'a') as journal: journal.write(text + '\\n')
                def f():
                    note('+')
                    while not os.path.exists('%s'): time.sleep(0.05)
                    note('-')
                for i in range(%d):
                    RegisterWatch('/burst/%%d' %% i, f, description='it%%d' %% i, timeout=600)
                """.formatted(journal.file(), go, FUNCTIONS));
        await("as many run as may", () -> journal.lines().size() == MOST);
        await("the others wait, and say for what", () -> waiting() == FUNCTIONS - MOST);
        assertThat(journal.lines()).containsOnly("+").hasSize(MOST);
        Files.createFile(go);
        await("all have run", () -> journal.lines().size() == 2 * FUNCTIONS);
        assertThat(most(journal.lines())).isEqualTo(MOST);
    }

    private static int waiting() throws Exception {
        String words = "waits for a free place among runs of action type python: " + MOST + " are going, and it lets "
                + MOST + " go at once";
        return CLUSTER.daemon().run("watches", "-o", "json").out().split(words, -1).length - 1;
    }

    /** How many were going at once, by when they began and ended. */
    private static int most(List<String> lines) {
        int going = 0;
        int most = 0;
        for (String line : lines) {
            going += line.equals("+") ? 1 : -1;
            most = Math.max(most, going);
        }
        return most;
    }

    private static void await(String what, Callable<Boolean> wanted) {
        Awaitility.await(what)
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(200))
                .until(wanted);
    }
}
