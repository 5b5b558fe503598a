package twitcher.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.Result.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import twitcher.api.ActionSpec;
import twitcher.api.Event;
import twitcher.api.Node;
import twitcher.api.Policy;
import twitcher.api.Run;
import twitcher.api.Surroundings;
import twitcher.api.Watch;
import twitcher.api.admin.ConfigFiles;
import twitcher.api.admin.Explanation.Reason;
import twitcher.api.admin.Figures.Places;
import twitcher.api.admin.Figures.Starts;
import twitcher.api.admin.FileStatus;
import twitcher.api.admin.Waiting;
import twitcher.api.admin.WatchStatus;
import twitcher.api.node.Connection;

/** What each check makes of what it sees. */
class ChecksTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:10:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static List<String> words(Result result) {
        List<String> words = new ArrayList<>();
        result.forEach(entry -> words.add(entry.getMessage()));
        return words;
    }

    @ParameterizedTest
    @CsvSource({
        "CONNECTED, 500, OK",
        "SUSPENDED, 30, WARN",
        "SUSPENDED, 31, CRITICAL",
        "CONNECTING, 5, WARN",
        "CONNECTING, 60, CRITICAL",
        "EXPIRED, 31, CRITICAL",
        "AUTH_FAILED, 0, CRITICAL"
    })
    void zooKeeperMayBeAwayForAMoment(Connection.State state, int seconds, Status expected) {
        Connection connection =
                new Connection(state, NOW.minusSeconds(seconds), "zk:2181", Optional.of("refused"), 1, 0);
        Result result = ZooKeeperCheck.of(connection, NOW, PATIENCE);
        assertThat(result.getStatus()).isEqualTo(expected);
        assertThat(words(result).get(0)).isEqualTo(state + " to zk:2181 for " + seconds + " s: refused");
    }

    @Test
    void serversThatAreNotKnownYetAreNotNamed() {
        Connection.Counters none = new Connection.Counters(0, 0, 0, 0, 0);
        Connection connection =
                new Connection(Connection.State.CONNECTING, NOW, "", Optional.of("no server is known"), 0, 0, none);
        assertThat(words(ZooKeeperCheck.of(connection, NOW, PATIENCE)))
                .containsExactly("CONNECTING for 0 s: no server is known");
    }

    @Test
    void whatTheAuditRepairedIsTold() {
        Connection.Counters counters = new Connection.Counters(1, 1, 10, 5, 2);
        Connection connection =
                new Connection(Connection.State.CONNECTED, NOW, "zk:2181", Optional.empty(), 1, 0, counters);
        assertThat(words(ZooKeeperCheck.of(connection, NOW, PATIENCE)).get(1)).contains("repaired 2 differences");
    }

    private record Files(List<FileStatus> list, FolderStatus folder) implements ConfigFiles {
        @Override
        public String rescan(Accept accept) {
            return "";
        }
    }

    private static Result configs(Optional<String> held, FileStatus.State... states) {
        List<FileStatus> files = IntStream.range(0, states.length)
                .mapToObj(i -> new FileStatus(i + ".json", "JSON", states[i], List.of(), 1, NOW))
                .toList();
        return ConfigsCheck.of(new Files(files, new ConfigFiles.FolderStatus("/etc/twitcher", held)));
    }

    @Test
    void aFileInErrorIsAWarningAndAFolderThatLooksLostIsCritical() {
        assertThat(configs(Optional.empty(), FileStatus.State.ACTIVE).getStatus())
                .isEqualTo(Status.OK);
        Result error = configs(Optional.empty(), FileStatus.State.ACTIVE, FileStatus.State.ERROR);
        assertThat(error.getStatus()).isEqualTo(Status.WARN);
        assertThat(words(error)).contains("1 in error: 1.json; 'configs' tells why");
        assertThat(configs(Optional.empty(), FileStatus.State.WAITING).getStatus())
                .isEqualTo(Status.WARN);
        assertThat(configs(Optional.of("it is empty"), FileStatus.State.ACTIVE).getStatus())
                .isEqualTo(Status.CRITICAL);
    }

    private static WatchStatus watch(String id, WatchStatus.State state) {
        Watch watch = new Watch(id, Node.data("/n"), ActionSpec.shell("true"), Policy.DEFAULT, Surroundings.DEFAULT);
        return new WatchStatus(
                watch, state, Optional.empty(), true, Optional.empty(), false, List.of(), Optional.empty(), NOW);
    }

    @ParameterizedTest
    @CsvSource({
        "IDLE, OK",
        "RUNNING, OK",
        "PENDING, OK",
        "ARMING, OK",
        "PAUSED, OK",
        "HELD, OK",
        "UNREADABLE, WARN",
        "REFUSED, WARN",
        "WAITING, WARN",
        "STOPPED, CRITICAL"
    })
    void aStoppedWatchIsCritical(WatchStatus.State state, Status expected) {
        assertThat(WatchesCheck.of(List.of(watch("a", WatchStatus.State.IDLE), watch("b", state)))
                        .getStatus())
                .isEqualTo(expected);
    }

    @Test
    void aDaemonWithoutTroubleIsNotAskedForTheWholeList() {
        Map<WatchStatus.State, Long> well = Map.of(WatchStatus.State.IDLE, 9_999L, WatchStatus.State.RUNNING, 1L);
        assertThat(words(WatchesCheck.of(well, () -> {
                    throw new AssertionError("listed");
                })))
                .containsExactly("10000 watches");
    }

    @ParameterizedTest
    @EnumSource(
            value = WatchStatus.State.class,
            names = {"STOPPED", "UNREADABLE", "REFUSED", "WAITING"})
    void aCountOfTroubleHasItsWatchesNamed(WatchStatus.State state) {
        assertThat(words(WatchesCheck.of(Map.of(state, 1L), () -> List.of(watch("w", state))))
                        .get(0))
                .endsWith(": w");
    }

    @Test
    void onlyAFewAreNamed() {
        List<WatchStatus> all = IntStream.range(0, 100)
                .mapToObj(i -> watch("w" + i, WatchStatus.State.STOPPED))
                .toList();
        assertThat(words(WatchesCheck.of(all)).get(0))
                .isEqualTo("100 stopped after failures, until 'resume': w0, w1, w2, w3, w4 and 95 more");
    }

    @ParameterizedTest
    @CsvSource({
        "RUN_GOING, 31, WARN",
        "RUN_GOING, 29, OK",
        "NO_PLACE, 31, WARN",
        "PREPARING, 31, WARN",
        "SETTLING, 500, OK",
        "BACKOFF, 500, OK",
        "PAUSED, 500, OK"
    })
    void whatWaitsForLongForARunOrAPlaceIsBehind(Reason reason, int seconds, Status expected) {
        Waiting waiting = new Waiting("a", NOW.minusSeconds(seconds), reason, Optional.of("r1"));
        assertThat(LanesCheck.of(List.of(waiting), NOW, PATIENCE).getStatus()).isEqualTo(expected);
    }

    @Test
    void whoIsBehindIsNamedWithTheRunInFront() {
        Waiting waiting = new Waiting("a", NOW.minusSeconds(90), Reason.RUN_GOING, Optional.of("r1"));
        assertThat(words(LanesCheck.of(List.of(waiting), NOW, PATIENCE)))
                .containsExactly("1 are behind by more than 30 s: a (waits 90 s for run r1 to end)");
    }

    @ParameterizedTest
    @CsvSource({"0, OK", "1, WARN", "4, WARN", "5, CRITICAL"})
    void startsThatFailInARow(int failed, Status expected) {
        Result result = StartsCheck.of(new Starts(failed, Optional.of("a: fork: no memory")));
        assertThat(result.getStatus()).isEqualTo(expected);
        assertThat(failed == 0 || words(result).get(0).contains("a: fork: no memory"))
                .isTrue();
    }

    @Test
    void atTheBoundTheLongestRunsAreNamed() {
        List<Run> runs = List.of(run("old", 900), run("young", 3));
        Result result = PlacesCheck.full(new Places(2, 2, 7), runs, NOW);
        assertThat(result.getStatus()).isEqualTo(Status.CRITICAL);
        assertThat(words(result).get(0))
                .contains("7 watches wait for a place")
                .endsWith("the longest: w (run old, for 900 s), w (run young, for 3 s)");
    }

    private static Run run(String id, int seconds) {
        return new Run(id, "w", Event.CHANGED, Optional.empty(), 1, NOW.minusSeconds(seconds), Optional.empty());
    }

    @Test
    void aPartThatIsNotThereIsCritical() {
        assertThat(new ZooKeeperCheck().execute().getStatus()).isEqualTo(Status.CRITICAL);
        assertThat(new ConfigsCheck().execute().getStatus()).isEqualTo(Status.CRITICAL);
        assertThat(new WatchesCheck().execute().getStatus()).isEqualTo(Status.CRITICAL);
        assertThat(new LanesCheck().execute().getStatus()).isEqualTo(Status.CRITICAL);
        assertThat(new StoreCheck().execute().getStatus()).isEqualTo(Status.CRITICAL);
        assertThat(new StartsCheck().execute().getStatus()).isEqualTo(Status.CRITICAL);
        assertThat(new PlacesCheck().execute().getStatus()).isEqualTo(Status.CRITICAL);
    }
}
