package twitcher.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import twitcher.api.Event;
import twitcher.api.Outcome;
import twitcher.api.Output;
import twitcher.api.Payload;
import twitcher.api.Run;
import twitcher.api.Stat;
import twitcher.engine.lane.Order.Urgency;

/** The small parts. */
class UnitsTest {
    private static String line(Outcome outcome, String stderr) {
        Output.Kept kept = new Output.Kept(Payload.ofText(stderr), Payload.EMPTY, stderr.length());
        Run run = new Run("r1", "git.json:pull", Event.CHANGED, Optional.empty(), 1, Instant.EPOCH, Optional.empty());
        Run.End end = new Run.End(outcome, new Output(Output.Kept.NOTHING, kept), Instant.EPOCH, Duration.ofMillis(12));
        return RunLine.text(run, end);
    }

    @Test
    void aRunsLineSaysToMachinesWhatItIsAbout() {
        Optional<Stat> stat = Optional.of(new Stat(3, 5, 4, 1, 0));
        Run run = new Run("r1", "git.json:pull", Event.CHANGED, stat, 2, Instant.EPOCH, Optional.empty());
        Run.End end = new Run.End(new Outcome.Exited(3), Output.NONE, Instant.EPOCH, Duration.ofMillis(12));

        assertThat(RunLine.details(run, end, Optional.empty()))
                .containsOnly(
                        Map.entry("watch", "git.json:pull"),
                        Map.entry("run", "r1"),
                        Map.entry("event", "changed"),
                        Map.entry("attempt", "2"),
                        Map.entry("outcome", "exit 3"),
                        Map.entry("took_ms", "12"),
                        Map.entry("czxid", "3"),
                        Map.entry("mzxid", "5"),
                        Map.entry("pzxid", "4"));
    }

    @Test
    void aThreadThatAGuestHasMadeIsTheEngines() {
        Thread guests = Thread.currentThread();
        ClassLoader before = guests.getContextClassLoader();
        guests.setContextClassLoader(new ClassLoader(before) {});
        try (Threads threads = new Threads()) {
            assertThat(Threads.named("some").newThread(() -> {}).getContextClassLoader())
                    .isSameAs(Threads.class.getClassLoader());
            assertThat(List.of(threads.lanes, threads.starts, threads.timer))
                    .allSatisfy(pool -> assertThat(pool.getPoolSize()).isEqualTo(pool.getCorePoolSize()));
        } finally {
            guests.setContextClassLoader(before);
        }
    }

    @Test
    void detailsAreThereWhileSomethingIsLoggedAndNoLonger() {
        MDC.put("before", "1");
        try {
            LogDetails.during(
                    Map.of("run", "r1"),
                    () -> assertThat(MDC.getCopyOfContextMap()).containsOnly(Map.entry("run", "r1")));
            assertThat(MDC.getCopyOfContextMap()).containsOnly(Map.entry("before", "1"));
        } finally {
            MDC.clear();
        }
    }

    @Test
    void aRunHasOneLine() {
        assertThat(line(new Outcome.Succeeded(), "noise"))
                .isEqualTo("git.json:pull ran: event=changed attempt=1 run=r1 outcome=ok took=12ms");
    }

    @Test
    void aFailedRunsLineHasTheLastOfItsOutputOnOneLine() {
        assertThat(line(new Outcome.Exited(3), "a\u001b[31m\tb\nc\"\n"))
                .isEqualTo("git.json:pull failed: event=changed attempt=1 run=r1 outcome=\"exit 3\" took=12ms"
                        + " stderr=\"a\\u001b[31m\\tb\\nc\\\"\"");
        assertThat(line(new Outcome.Exited(3), "x".repeat(100_000))).hasSizeLessThan(600);
    }

    @Test
    void idsAreUniqueSortedAndShortAlsoWhenTheClockStepsBack() {
        AtomicLong clock = new AtomicLong(1_800_000_000_000L);
        RunIds ids = new RunIds(clock::get, 5);
        Set<String> seen = new HashSet<>();
        String last = "";
        for (int i = 0; i < 5_000; i++) {
            clock.addAndGet(i % 7 == 0 ? -1_000 : 1);
            String id = ids.next();
            assertThat(id).isGreaterThan(last).hasSize(13);
            assertThat(seen.add(id)).isTrue();
            last = id;
        }
        assertThat(new RunIds(() -> 1, 7).next()).isNotEqualTo(new RunIds(() -> 1, 8).next());
    }

    @Test
    void placesGoToIdleLanesFirstAndThenInOrder() {
        List<String> granted = new ArrayList<>();
        Places<String> places = new Places<>(1, (who, type) -> granted.add(who));
        places.ask("a", "t", Urgency.IDLE);
        places.ask("busy", "t", Urgency.BUSY);
        places.ask("b", "t", Urgency.IDLE);
        places.ask("c", "t", Urgency.IDLE);
        places.withdraw("b");
        assertThat(places.waiting()).isEqualTo(2);
        places.release("t");
        places.release("t");
        places.release("t");
        assertThat(granted).containsExactly("a", "c", "busy");
        assertThat(places.taken()).isZero();
    }

    @Test
    void aGreaterBoundLetsThoseThatWaitGoAndASmallerOneTakesNothingBack() {
        List<String> granted = new ArrayList<>();
        Places<String> places = new Places<>(1, (who, type) -> granted.add(who));
        places.takeAnyway();
        places.takeAnyway();
        places.ask("a", "t", Urgency.IDLE);
        places.ask("b", "t", Urgency.BUSY);
        places.release(Places.UNKNOWN);
        assertThat(granted).isEmpty();
        places.bound(3);
        assertThat(granted).containsExactly("a", "b");
        places.bound(1);
        places.ask("c", "t", Urgency.IDLE);
        places.release("t");
        places.release("t");
        assertThat(granted).hasSize(2);
        places.release("t");
        assertThat(granted).containsExactly("a", "b", "c");
    }

    @Test
    void aTypeWithABoundOfItsOwnHoldsUpNoOther() {
        List<String> granted = new ArrayList<>();
        Places<String> places = new Places<>(3, (who, type) -> granted.add(who));
        places.bound("scarce", 1);
        places.ask("a", "scarce", Urgency.IDLE);
        places.ask("b", "scarce", Urgency.BUSY);
        places.ask("c", "scarce", Urgency.IDLE);
        places.ask("d", "plenty", Urgency.BUSY);
        assertThat(granted).containsExactly("a", "d");
        assertThat(places.free("scarce")).isFalse();
        assertThat(places.free("plenty")).isTrue();
        assertThat(places.awaited("scarce")).contains("type scarce: 1 are going, and it lets 1 go at once");
        places.release("scarce");
        places.release("scarce");
        assertThat(granted).containsExactly("a", "d", "c", "b");
        assertThat(places.waiting()).isZero();
        assertThat(places.taken()).isEqualTo(2);
    }

    @Test
    void theGlobalBoundGoesThroughAllTypesInTheOrderOfTheQuestions() {
        List<String> granted = new ArrayList<>();
        Places<String> places = new Places<>(1, (who, type) -> granted.add(who));
        places.takeAnyway();
        places.ask("a", "s", Urgency.IDLE);
        places.ask("b", "t", Urgency.IDLE);
        places.ask("c", "s", Urgency.IDLE);
        places.ask("a", "t", Urgency.IDLE);
        places.release(Places.UNKNOWN);
        places.release("t");
        places.release("s");
        assertThat(granted).containsExactly("b", "c", "a");
    }

    @Test
    void aGreaterBoundOfATypeLetsThoseThatWaitGo() {
        List<String> granted = new ArrayList<>();
        Places<String> places = new Places<>(9, (who, type) -> granted.add(who));
        places.bound("t", 1);
        for (String who : List.of("a", "b", "c")) {
            places.ask(who, "t", Urgency.IDLE);
        }
        places.bound("t", 2);
        assertThat(granted).containsExactly("a", "b");
    }
}
