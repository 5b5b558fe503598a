package twitcher.itest.framework;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import twitcher.itest.support.Cluster;
import twitcher.itest.support.Daemon;
import twitcher.itest.support.Journal;
import twitcher.itest.support.Listed;

/** Guests of the real daemon beside one another, and beside what is its own. */
class MixedGuestsTest {
    private static final ConditionFactory PATIENTLY =
            Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(100));

    @RegisterExtension
    static final Cluster CLUSTER = new Cluster();

    private final Daemon daemon = CLUSTER.daemon();

    @Test
    void languageThatHangsHoldsUpOnlyItsOwnFilesAndTheseUntilItIsReplaced() throws Exception {
        Path release = CLUSTER.file("language.release");
        Journal before = created("before");
        Journal hanging = created("hanging");
        Journal behind = created("behind");
        Journal beside = created("beside");
        GuestJar.odd("language", release).drop(jar("language"));
        says("lines +active +language 1.0.0 +0", "languages");
        daemon.drop("before.lines", line(before));
        before.awaitLast("loaded 0");

        daemon.drop("hanging.lines", "hang\n" + line(hanging));
        says("hanging.lines: is being read by the language lines", "configs");
        daemon.drop("behind.lines", line(behind));
        says("behind.lines: is to be read after hanging.lines, which the language lines reads", "configs");
        CLUSTER.watch("beside", "\"znode\": \"/beside\", \"action\": \"" + beside.command() + "\"");
        beside.awaitLast("loaded 0");

        daemon.remove("language.jar");
        says("hanging.lines: waits for a language for .lines files", "configs");
        says("left behind +thread .* of language 1.0.0: a call that does not return", "status");
        CLUSTER.nodes().set("/before", "1");
        before.awaitLast("changed 1");
        assertThat(hanging.lines()).isEmpty();

        GuestJar.odd("language", Files.createFile(CLUSTER.file("released"))).drop(jar("language"));
        hanging.awaitLast("loaded 0");
        behind.awaitLast("loaded 0");
        Files.createFile(release);
        PATIENTLY.until(() -> daemon.run("status").out(), status -> !status.contains("left behind"));
        assertThat(before.lines()).containsExactly("loaded 0", "changed 1");
    }

    @Test
    void ofTwoBundlesWithOneTypeTheHigherRankingIsUsedAndTheOtherTakesOver() throws Exception {
        CLUSTER.nodes().create("/ranked", "0");
        Path journal = CLUSTER.file("ranked.guest");
        Path open = Files.createFile(CLUSTER.file("ranked.open"));
        String action = "{\"type\": \"guest\", \"journal\": \"" + journal + "\", \"gate\": \"" + open
                + "\", \"manner\": \"GOOD\"}";
        CLUSTER.watch("ranked", "\"znode\": \"/ranked\", \"action\": " + action);
        ranked("low", "1.0.0", 5);
        awaitLast(journal, "end 1.0.0 /ranked 0");
        ranked("high", "2.0.0", 10);
        says("guest +active +high 2.0.0 +1", "actions");
        says("guest +shadowed by another +low 1.0.0 +0", "actions");
        CLUSTER.nodes().set("/ranked", "1");
        awaitLast(journal, "end 2.0.0 /ranked 1");

        Files.delete(open);
        CLUSTER.nodes().set("/ranked", "2");
        awaitLast(journal, "begin 2.0.0 /ranked 2");
        CLUSTER.nodes().set("/ranked", "3");
        daemon.drop("twitcher.config.cfg", "drainTimeoutS=1\n");
        daemon.remove("high.jar");
        says("guest +active +low 1.0.0 +1", "actions");
        Files.createFile(open);
        awaitLast(journal, "end 1.0.0 /ranked 3");
        assertThat(Files.readAllLines(journal))
                .containsExactly(
                        "begin 1.0.0 /ranked 0",
                        "end 1.0.0 /ranked 0",
                        "begin 2.0.0 /ranked 1",
                        "end 2.0.0 /ranked 1",
                        "begin 2.0.0 /ranked 2",
                        "end 2.0.0 /ranked 2",
                        "begin 1.0.0 /ranked 3",
                        "end 1.0.0 /ranked 3");
    }

    @Test
    void runsWhoseBundleIsGoneAreNamedAndStoppedByTheirIds() throws Exception {
        Path release = CLUSTER.file("run.release");
        List<String> guests = List.of("waits", "hangs-in-run");
        daemon.drop("twitcher.config.cfg", "drainTimeoutS=1\n");
        CLUSTER.nodes().create("/left", "0");
        for (String guest : guests) {
            GuestJar.odd(guest, release).drop(jar(guest));
            String action = "{\"type\": \"" + guest + "\"}";
            CLUSTER.watch(guest, "\"znode\": \"/left\", \"kill_after\": 0.1, \"action\": " + action);
            says(guest + ".json:it .* RUNNING .*", "watches");
            daemon.remove(guest + ".jar");
            says(guest + ".json:it .* WAITING: waits for action type " + guest + " .*", "watches");
        }
        for (String guest : guests) {
            String run = run(guest).id();
            says("left behind +thread twitcher-run-.* of " + guest + " 1.0.0: run " + run + " of .*", "status");
            assertThat(daemon.run("stop", run).out()).contains("told to stop, of " + guest + ".json:it");
            PATIENTLY.until(() -> run(guest).outcome().equals("cancelled"));
        }
        PATIENTLY.until(() -> daemon.run("status").out(), status -> !status.contains("of waits 1.0.0"));
        says(
                "left behind +thread .* of hangs-in-run 1.0.0: run "
                        + run("hangs-in-run").id() + " of .*",
                "status");
        Files.createFile(release);
        PATIENTLY.until(() -> daemon.run("status").out(), status -> !status.contains("of hangs-in-run"));
    }

    private Listed run(String name) throws Exception {
        return Listed.in(daemon.run("runs", name + ".json:it", "-o", "json").out())
                .get(0);
    }

    private static Journal created(String name) throws Exception {
        CLUSTER.nodes().create("/" + name, "0");
        return CLUSTER.journal(name);
    }

    private Path jar(String name) {
        return daemon.config().resolve(name + ".jar");
    }

    private void ranked(String name, String version, int ranking) throws IOException {
        GuestJar.of(GuestActivator.class, name, version)
                .header("Ranking", String.valueOf(ranking))
                .drop(jar(name));
    }

    /** A line in the guest's language: the command is not escaped as in JSON. */
    private static String line(Journal journal) {
        String name = journal.file().getFileName().toString().replace(".journal", "");
        String command = journal.command().replace("\\\\", "\\").replace("\\\"", "\"");
        return "/" + name + " " + command + "\n";
    }

    private static void awaitLast(Path journal, String line) {
        PATIENTLY
                .alias(journal + " ends with " + line)
                .until(
                        () -> Files.exists(journal) ? Files.readString(journal) : "",
                        text -> text.endsWith(line + "\n"));
    }

    /** Waits until a line of what the command says is as wanted. */
    private void says(String regex, String... command) {
        PATIENTLY
                .alias(String.join(" ", command) + " says: " + regex)
                .until(() -> daemon.run(command).out(), out -> out.lines().anyMatch(line -> line.matches(regex)));
    }
}
