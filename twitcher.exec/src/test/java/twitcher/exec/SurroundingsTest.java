package twitcher.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import twitcher.api.Payload;
import twitcher.api.Surroundings;

/** What a process finds around it, told by itself, for the settings that change it. */
@ParameterizedClass
@EnumSource(BackendKind.class)
class SurroundingsTest {
    /** A uid that no machine has an entry for. */
    private static final String NOBODY_KNOWS = "3141592653";

    private final BackendKind kind;
    private Bed bed;

    @TempDir
    private Path folder;

    SurroundingsTest(BackendKind kind) {
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

    private static Surroundings as(String user, String group, String cwd, int umask, Map<String, String> env) {
        return new Surroundings(
                true, Optional.ofNullable(user), Optional.ofNullable(group), env, cwd, umask, Duration.ofSeconds(5));
    }

    private Report report(Surroundings surroundings) {
        return report(surroundings, Payload.EMPTY);
    }

    private Report report(Surroundings surroundings, Payload stdin) {
        return Report.of(Bed.end(bed.start(List.of("/bin/sh", "-c", Report.COMMAND), stdin, surroundings)));
    }

    @Test
    void aProcessLeadsItsOwnSessionAndGroup() {
        var action = bed.start(List.of("/bin/sh", "-c", Report.COMMAND), Payload.EMPTY, Surroundings.DEFAULT);
        ProcStat seen = Report.of(Bed.end(action)).stat();
        assertThat(seen.session()).isEqualTo(seen.pid());
        assertThat(seen.group()).isEqualTo(seen.pid());
        assertThat(seen.parent()).isEqualTo(ProcessHandle.current().pid());
    }

    @Test
    void thePidIsTheCommandsOwn() {
        var action = bed.start(List.of("/bin/cat", "/proc/self/stat"), Payload.EMPTY, Surroundings.DEFAULT);
        ProcStat seen = ProcStat.parse(Bed.out(Bed.end(action)).strip()).orElseThrow();
        assertThat(seen.command()).isEqualTo("cat");
        action.process().ifPresent(id -> assertThat(id).isEqualTo(Boot.identify(seen)));
    }

    @Test
    void signalsAreAtTheirDefaultAndNoneIsBlocked() {
        defaultSignals(status(Surroundings.DEFAULT));
        defaultSignals(status(as(null, null, "/", 057, Map.of())));
    }

    private void defaultSignals(SelfStatus seen) {
        assertThat(seen.blocked()).isZero();
        // 32 and 33 are the C library's own; it leaves them ignored when the JDK spawns.
        long mask = kind == BackendKind.NATIVE ? -1 : ~(3L << 31);
        assertThat(seen.ignored() & mask).isZero();
    }

    /** Of the command itself: a shell blocks signals now and then. */
    private SelfStatus status(Surroundings surroundings) {
        var action = bed.start(List.of("/bin/cat", "/proc/self/status"), Payload.EMPTY, surroundings);
        return SelfStatus.parse(Bed.out(Bed.end(action)).lines());
    }

    @Test
    void onlyTheThreeStandardDescriptorsAreOpen() {
        Report seen = report(Surroundings.DEFAULT);
        assertThat(seen.fds()).containsOnlyKeys(0, 1, 2);
        assertThat(seen.fds().get(0)).isEqualTo("/dev/null");
        assertThat(seen.fds().get(1)).endsWith(".out");
        assertThat(seen.fds().get(2)).endsWith(".err");
    }

    @Test
    void withPayloadTooOnlyTheThreeStandardDescriptorsAreOpen() {
        for (int size : List.of(1, 64 * 1024, 64 * 1024 + 1, 1 << 20)) {
            Report seen = report(Surroundings.DEFAULT, Payload.copyOf(new byte[size]));
            assertThat(seen.stdin()).isEqualTo(size);
            assertThat(seen.fds()).containsOnlyKeys(0, 1, 2);
        }
    }

    @Test
    void workingDirectoryAndUmaskAreTheWatchs() throws IOException {
        Path odd = Files.createDirectory(folder.resolve("a b"));
        Files.setPosixFilePermissions(folder, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
        for (int umask : List.of(0, 02, 022, 027, 077, 0777)) {
            for (String cwd : List.of("/", "/usr", odd.toRealPath().toString())) {
                Report seen = report(as(null, null, cwd, umask, Map.of()));
                assertThat(seen.umask()).isEqualTo(umask);
                assertThat(seen.cwd()).isEqualTo(cwd);
            }
        }
    }

    @Test
    void theUmaskOfTheDaemonStaysAsItIs() {
        report(as(null, null, "/", 077, Map.of()));
        int before = SelfStatus.read().umask();
        report(as(null, null, "/", before ^ 077, Map.of()));
        assertThat(SelfStatus.read().umask()).isEqualTo(before);
    }

    @Test
    void theEnvironmentIsCleanWithWhatTheWatchSetsAndWhatTellsTheRun() {
        String id = UUID.randomUUID().toString();
        Map<String, String> set = Map.of("COLOUR", "gr=ün\n", "EMPTY", "", "PATH", "/usr/bin:/bin");
        Surroundings surroundings = as(null, null, "/", 022, set);
        Report seen = Report.of(
                Bed.end(bed.start(id, List.of("/bin/sh", "-c", Report.COMMAND), Payload.EMPTY, surroundings)));
        assertThat(seen.env())
                .containsOnlyKeys(
                        "PATH",
                        "HOME",
                        "USER",
                        "LOGNAME",
                        "SHELL",
                        "LANG",
                        "COLOUR",
                        "EMPTY",
                        "TWITCHER_ZNODE",
                        "TWITCHER_EVENT",
                        "TWITCHER_MZXID",
                        "TWITCHER_VERSION",
                        "TWITCHER_WATCH",
                        "TWITCHER_RUN",
                        "TWITCHER_ATTEMPT")
                .containsAllEntriesOf(set)
                .containsEntry("TWITCHER_ZNODE", "/twitcher/test")
                .containsEntry("TWITCHER_EVENT", "changed")
                .containsEntry("TWITCHER_MZXID", "12")
                .containsEntry("TWITCHER_VERSION", "14")
                .containsEntry("TWITCHER_WATCH", "test.json:test")
                .containsEntry("TWITCHER_RUN", id)
                .containsEntry("TWITCHER_ATTEMPT", "2");
    }

    @Test
    void withAnotherUmaskTheEnvironmentIsTheSame() {
        Report plain = report(as(null, null, "/", 022, Map.of("PWD", "/kept")));
        Report masked = report(as(null, null, "/", 057, Map.of("PWD", "/kept")));
        assertThat(masked.env().keySet()).isEqualTo(plain.env().keySet());
        assertThat(masked.env()).containsEntry("PWD", "/kept");
    }

    @Test
    void limitsAreTheDaemonsOwn() throws IOException {
        Report seen = report(Surroundings.DEFAULT);
        assertThat(Report.limits(Files.readString(Path.of("/proc/self/limits"))))
                .isEqualTo(seen.limits());
    }

    @Test
    void anotherUserIsHimselfInEveryRespect() {
        assumeThat(Who.mayChangeIdentity()).isTrue();
        Report seen = report(as("nobody", null, "/", 027, Map.of()), Payload.ofText("hello"));
        long uid = Who.uidOf("nobody");
        assertThat(seen.ids("Uid")).containsOnly(uid);
        assertThat(seen.ids("Gid")).containsOnly(Who.gidOf("nobody"));
        assertThat(seen.groups()).containsExactlyInAnyOrderElementsOf(Who.groupsOf("nobody"));
        assertThat(seen.env()).containsEntry("USER", "nobody").containsEntry("LOGNAME", "nobody");
        assertThat(seen.umask()).isEqualTo(027);
        assertThat(seen.stdin()).isEqualTo(5);
        assertThat(seen.fds()).containsOnlyKeys(0, 1, 2);
        assertThat(seen.signals("CapEff")).isZero();
        assertThat(seen.signals("CapPrm")).isZero();
        assertThat(seen.stat().session()).isEqualTo(seen.stat().pid());
        defaultSignals(status(as("nobody", null, "/", 027, Map.of())));
    }

    @Test
    void supplementaryGroupsAreTheUsersOwn() {
        assumeThat(Who.mayChangeIdentity()).isTrue();
        Optional<String> user = Who.withSeveralGroups();
        assumeThat(user).isPresent();
        Report seen = report(as(user.get(), null, "/", 022, Map.of()));
        assertThat(seen.groups()).containsExactlyInAnyOrderElementsOf(Who.groupsOf(user.get()));
    }

    @Test
    void theGroupOfTheWatchTakesThePlaceOfThePrimaryOne() {
        assumeThat(Who.mayChangeIdentity()).isTrue();
        Report seen = report(as("nobody", "daemon", "/", 022, Map.of()));
        assertThat(seen.ids("Gid")).containsOnly(1L);
        assertThat(seen.ids("Uid")).containsOnly(Who.uidOf("nobody"));
    }

    @Test
    void aGroupAloneLeavesTheUser() {
        assumeThat(Who.mayChangeIdentity()).isTrue();
        Report seen = report(as(null, "daemon", "/", 022, Map.of()));
        assertThat(seen.ids("Gid")).containsOnly(1L);
        assertThat(seen.ids("Uid")).containsOnly(0L);
    }

    @Test
    void aUidWithoutEntryHasNoSupplementaryGroups() {
        assumeThat(Who.mayChangeIdentity()).isTrue();
        Report seen = report(as(NOBODY_KNOWS, "2718281828", "/", 022, Map.of()));
        assertThat(seen.ids("Uid")).containsOnly(Long.valueOf(NOBODY_KNOWS));
        assertThat(seen.ids("Gid")).containsOnly(2718281828L);
        assertThat(seen.groups()).isEmpty();
        assertThat(seen.env()).containsEntry("HOME", "/").containsEntry("USER", NOBODY_KNOWS);
    }

    @Test
    void aUidWithoutEntryNeedsAGroup() {
        assumeThat(Who.mayChangeIdentity()).isTrue();
        var ending = Bed.end(bed.start(List.of("true"), Payload.EMPTY, as(NOBODY_KNOWS, null, "/", 022, Map.of())));
        assertThat(Bed.why(ending)).contains(NOBODY_KNOWS).contains("gid");
    }

    @Test
    void anotherUserMayOpenHisStandardFilesAnew() {
        assumeThat(Who.mayChangeIdentity()).isTrue();
        var ending = Bed.end(bed.start(
                List.of("/bin/sh", "-c", "cat /dev/stdin >/dev/stdout; echo oops >>/dev/stderr"),
                Payload.ofText("hello"),
                as("nobody", null, "/", 022, Map.of())));
        assertThat(Bed.out(ending)).isEqualTo("hello");
        assertThat(Bed.err(ending)).isEqualTo("oops\n");
    }

    @Test
    void anUnknownUserOrGroupIsNotStarted() {
        var user = Bed.end(bed.start(List.of("true"), Payload.EMPTY, as("no-such-user", null, "/", 022, Map.of())));
        assertThat(Bed.why(user)).isEqualTo("no such user: no-such-user");
        var group = Bed.end(bed.start(List.of("true"), Payload.EMPTY, as(null, "no-such-group", "/", 022, Map.of())));
        assertThat(Bed.why(group)).isEqualTo("no such group: no-such-group");
    }

    @Test
    void aDaemonThatIsNotRootSaysThatItMayNot() {
        assumeThat(Who.mayChangeIdentity()).isFalse();
        var ending = Bed.end(bed.start(List.of("true"), Payload.EMPTY, as("root", null, "/", 022, Map.of())));
        assertThat(Bed.why(ending)).contains("may not start processes as uid 0");
    }

    @Test
    void aDaemonThatIsNotRootMayBeToldItsOwnUser() {
        String own = String.valueOf(SelfStatus.read().uid());
        assertThat(report(as(own, null, "/", 022, Map.of())).ids("Uid")).containsOnly(Long.valueOf(own));
    }
}
