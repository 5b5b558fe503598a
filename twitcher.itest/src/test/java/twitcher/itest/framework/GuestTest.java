package twitcher.itest.framework;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.inject.Inject;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;
import twitcher.api.admin.Guests;
import twitcher.api.admin.WatchStatus;
import twitcher.api.admin.Watches;
import twitcher.itest.support.Journal;
import twitcher.itest.support.Nodes;

/** A bundle that is dropped in, updated while it works, behaves badly and is taken out again. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class GuestTest {
    private static final int MANY = 100;
    private static final ConditionFactory SOON = Awaitility.await().atMost(Duration.ofSeconds(60));

    @Inject
    private BundleContext context;

    private Inside inside;
    private Nodes nodes;

    @Configuration
    public Option[] configuration() throws IOException {
        return new Option[] {Product.whole()};
    }

    @Before
    public void connect() throws Exception {
        inside = new Inside(context);
        nodes = inside.nodes();
    }

    @After
    public void disconnect() throws Exception {
        nodes.close();
    }

    private Path jar() {
        return inside.file("config").resolve("guest.jar");
    }

    private List<String> journal(String name) throws IOException {
        Path file = inside.file(name + ".guest");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    /** Drops {@code <name>.json} with as many watches of the type guest, of nodes that are there. */
    private void watches(String name, int count, String manner) throws Exception {
        String action = "{\"type\": \"guest\", \"journal\": \"" + inside.file(name + ".guest") + "\", \"gate\": \""
                + inside.file(name + ".open") + "\", \"manner\": \"" + manner + "\"}";
        for (int i = 0; i < count; i++) {
            nodes.create("/" + name + "/" + i, "0");
        }
        String watches = IntStream.range(0, count)
                .mapToObj(i -> "{\"znode\": \"/" + name + "/" + i + "\", \"action\": " + action
                        + ", \"description\": \"w" + i + "\", \"kill_after\": 0.1}")
                .collect(Collectors.joining(",\n"));
        inside.drop(name + ".json", "{\"watches\": [" + watches + "]}");
    }

    @Test
    public void anUpdateDuringAHundredRunsLosesAndDoublesNothing() throws Exception {
        GuestJar.drop("1.0.0", jar());
        watches("many", MANY, "GOOD");
        SOON.until(() -> journal("many").size() == MANY);
        for (int i = 0; i < MANY; i++) {
            nodes.set("/many/" + i, "1");
        }
        GuestJar.drop("2.0.0", jar());
        SOON.until(() -> inside.service(Watches.class).list().stream()
                .filter(w -> w.watch().id().startsWith("many"))
                .allMatch(w -> w.state() == WatchStatus.State.WAITING && w.pending()));
        for (int i = 0; i < MANY; i++) {
            nodes.set("/many/" + i, "2");
        }
        assertThat(journal("many")).allMatch(line -> line.startsWith("begin 1.0.0"));
        Files.createFile(inside.file("many.open"));

        SOON.until(() -> journal("many").size() >= 4 * MANY);
        Map<String, Long> lines =
                journal("many").stream().collect(Collectors.groupingBy(GuestTest::withoutNode, Collectors.counting()));
        assertThat(lines)
                .isEqualTo(
                        Map.of("begin 1.0.0 0", 100L, "end 1.0.0 0", 100L, "begin 2.0.0 2", 100L, "end 2.0.0 2", 100L));
        assertThat(journal("many")).doesNotHaveDuplicates();
        Files.delete(jar());
        SOON.until(() -> context.getBundle("twitcher:guest.jar") == null);
    }

    private static String withoutNode(String line) {
        String[] parts = line.split(" ");
        return parts[0] + " " + parts[1] + " " + parts[3];
    }

    @Test
    public void aRunThatNeverEndsHoldsItsOwnWatchUntilItsBundleGoes() throws Exception {
        GuestJar.drop("1.0.0", jar());
        watches("deaf", 1, "DEAF");
        SOON.until(() -> journal("deaf").size() == 1);
        Watches engine = inside.service(Watches.class);
        engine.stop(engine.find("deaf.json:w0").orElseThrow().running().get(0).id());
        Guests guests = inside.service(Guests.class);
        SOON.until(() -> !guests.leftovers().isEmpty());
        assertThat(guests.leftovers().get(0).bundle()).isEqualTo("guest 1.0.0");
        assertThat(guests.leftovers().get(0).doing()).endsWith("of deaf.json:w0");

        Journal other = inside.journal("beside");
        nodes.create("/beside", "0");
        inside.watch("beside", "\"znode\": \"/beside\", \"action\": \"" + other.command() + "\"");
        other.awaitLast("loaded 0");
        inside.drop("twitcher.config.cfg", "drainTimeoutS=1\n");

        Files.delete(jar());
        SOON.until(() -> engine.find("deaf.json:w0").orElseThrow().state() == WatchStatus.State.WAITING);
        assertThat(guests.leftovers()).hasSize(1);
        Files.createFile(inside.file("deaf.open"));
        SOON.until(() -> guests.leftovers().isEmpty());
    }
}
