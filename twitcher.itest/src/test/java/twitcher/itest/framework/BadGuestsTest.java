package twitcher.itest.framework;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import twitcher.itest.support.Cluster;
import twitcher.itest.support.Daemon;
import twitcher.itest.support.Journal;

/** Guests that behave badly in the real daemon, all at once: what it says, that others go on, and what stays. */
class BadGuestsTest {
    private static final ConditionFactory PATIENTLY =
            Awaitility.await().atMost(Duration.ofSeconds(120)).pollInterval(Duration.ofMillis(200));

    private static final Pattern LEFT = Pattern.compile("left behind +thread .* of ([a-z-]+) 1\\.0\\.0: ");

    @RegisterExtension
    static final Cluster CLUSTER = new Cluster();

    /** What {@code configs} says of bundles that do not come to work. */
    private static final Map<String, String> BROKEN = Map.of(
            "unresolved", "does not resolve: needs package far.away >= 2.0.0 < 3.0.0, which no bundle offers",
            "wrong-version", "does not resolve: needs package twitcher.api.action >= 9.0.0 < 10.0.0",
            "activator-throws", "does not start: java.lang.IllegalStateException: no database",
            "activator-hangs", "has not returned from starting or stopping within 10 s; it is left alone");

    /** What {@code configs} says of a file with a watch of such a type. */
    private static final Map<String, String> REFUSED = Map.of(
            "settings-throws", "failed to check its settings: java.lang.IllegalStateException: no settings",
            "settings-null", "failed to check its settings: java.lang.NullPointerException: settings() returned null",
            "create-throws", "failed to check its settings: java.lang.IllegalStateException: no action",
            "create-null", "failed to check its settings: java.lang.NullPointerException: create() returned null",
            "create-hangs", "failed to check its settings: it has not returned within 10.0 s; it was given up");

    /** What {@code explain} says of such a watch when its run has failed. */
    private static final Map<String, String> FAILED = Map.of(
            "start-throws", "the action start-throws threw IllegalStateException: no start",
            "start-null", "the action start-null threw NullPointerException: start() returned null",
            "start-hangs", "has not returned from the start of run",
            "run-throws", "IllegalStateException: no run",
            "run-error", "NoClassDefFoundError: far/away",
            "run-null", "its action returned null instead of how it ended");

    /** Those whose runs end well, or never; and those that have no type. */
    private static final List<String> RUNNING = List.of("run-hangs", "run-leaks", "run-eats");

    private static final List<String> OTHERS = List.of("activator-leaks", "listener-throws", "listener-hangs");

    /** Whose threads stay when they are gone, until they return. */
    private static final List<String> HANGING = List.of(
            "activator-hangs",
            "create-hangs",
            "start-hangs",
            "run-hangs",
            "run-leaks",
            "activator-leaks",
            "listener-hangs");

    private final Daemon daemon = CLUSTER.daemon();
    private final Path release = CLUSTER.file("release");
    private final Journal beside = CLUSTER.journal("beside");
    private int changes;

    @Test
    void doNoHarmToOthersAndLeaveNothingButWhatHangs() throws Exception {
        begin();
        Insides before = Insides.of(daemon.process());
        for (String guest : everybody()) {
            jar(guest);
        }
        BROKEN.forEach((guest, words) -> awaits(guest + ".jar: " + words, "configs"));
        othersGoOn();
        for (String guest : types()) {
            watch(guest);
        }
        REFUSED.forEach((guest, words) -> awaits("action: type " + guest + " " + words, "configs"));
        FAILED.forEach((guest, words) -> awaits(words, "explain", guest + ".json:it"));
        awaits("ran: ok", "explain", "run-eats.json:it");
        awaits("ran: ok", "explain", "run-leaks.json:it");
        othersGoOn();

        for (String guest : everybody()) {
            daemon.remove(guest + ".jar");
        }
        awaits("activator-hangs.jar: is removed, but has not returned", "configs");
        PATIENTLY.until(() -> daemon.run("status").out(), this::namesWhatHangs);
        othersGoOn();
        PATIENTLY.untilAsserted(() -> assertThat(Insides.of(daemon.process()).guestLoaders())
                .describedAs("class loaders of guests: of those that hang")
                .isEqualTo(HANGING.size()));

        Files.createFile(release);
        PATIENTLY.until(() -> daemon.run("status").out(), status -> !status.contains("left behind"));
        othersGoOn();
        for (String guest : types()) {
            daemon.remove(guest + ".json");
        }
        PATIENTLY.untilAsserted(() -> assertAsBefore(before));
        assertThat(daemon.stop()).isZero();
    }

    /** One watch that goes on all the time, and whatever is made on first use. */
    private void begin() throws Exception {
        CLUSTER.nodes().create("/beside", "0");
        CLUSTER.nodes().create("/bad", "0");
        daemon.drop("twitcher.config.cfg", "bundleTimeoutS=10\ndrainTimeoutS=3\n");
        daemon.drop("twitcher.engine.cfg", "startTimeoutS=10\n");
        CLUSTER.watch("beside", "\"znode\": \"/beside\", \"action\": \"" + beside.command() + "\"");
        beside.awaitLast("loaded 0");
        jar("good");
        watch("good");
        awaits("ran: ok", "explain", "good.json:it");
        daemon.remove("good.json");
        daemon.remove("good.jar");
        PATIENTLY.until(() -> daemon.run("configs").out(), configs -> !configs.contains("good"));
        PATIENTLY.until(() -> Insides.of(daemon.process()).guests().isEmpty());
    }

    private static List<String> types() {
        return Stream.of(REFUSED.keySet(), FAILED.keySet(), RUNNING)
                .flatMap(Collection::stream)
                .toList();
    }

    private static List<String> everybody() {
        return Stream.of(BROKEN.keySet(), types(), OTHERS)
                .flatMap(Collection::stream)
                .toList();
    }

    private void othersGoOn() throws Exception {
        CLUSTER.nodes().set("/beside", String.valueOf(++changes));
        beside.awaitLast("changed " + changes);
    }

    private void awaits(String words, String... command) {
        PATIENTLY
                .alias(String.join(" ", command) + " says: " + words)
                .until(() -> daemon.run(command).out(), out -> out.contains(words));
    }

    private boolean namesWhatHangs(String status) {
        Set<String> named = LEFT.matcher(status)
                .results()
                .map(line -> line.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        return named.equals(new TreeSet<>(HANGING));
    }

    private static void assertAsBefore(Insides before) throws Exception {
        Insides now = Insides.of(CLUSTER.daemon().process());
        assertThat(now.guests()).describedAs("classes of guests").isEmpty();
        assertThat(now.heapBytes()).isLessThan(before.heapBytes() + 4_000_000);
        assertThat(now.threads()).noneMatch(thread -> thread.matches("leaked.*|twitcher-(run|settings|listener).*"));
        assertThat(now.threads()).hasSizeLessThan(before.threads().size() + 5);
    }

    private void jar(String guest) throws IOException {
        GuestJar jar = GuestJar.of(BadGuest.class, guest, "1.0.0").header("Release", release.toString());
        String usual = "org.osgi.framework,twitcher.api,twitcher.api.settings";
        switch (guest) {
            case "unresolved" -> jar.header("Import-Package", usual + ",far.away;version=\"[2,3)\"");
            case "wrong-version" -> jar.header("Import-Package", usual + ",twitcher.api.action;version=\"[9,10)\"");
            default -> {}
        }
        jar.drop(daemon.config().resolve(guest + ".jar"));
    }

    private static void watch(String guest) throws IOException {
        CLUSTER.watch(guest, "\"znode\": \"/bad\", \"kill_after\": 0.1, \"action\": {\"type\": \"" + guest + "\"}");
    }
}
