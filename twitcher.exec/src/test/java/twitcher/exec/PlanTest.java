package twitcher.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import twitcher.api.Payload;
import twitcher.api.Surroundings;
import twitcher.api.action.RunningAction;
import twitcher.api.process.Handover;
import twitcher.api.process.ProcessPlan;
import twitcher.api.process.ProcessRequest;

/** What is told of a process before it is made is what the process finds. */
@ParameterizedClass
@EnumSource(BackendKind.class)
class PlanTest {
    private static final String TELL =
            "env -0 | tr '\\000\\n' '\\001\\002'; echo; id -u; id -g; id -G; pwd; umask; wc -c";

    private final BackendKind kind;
    private Bed bed;

    PlanTest(BackendKind kind) {
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

    private static Surroundings as(String user, String cwd) {
        return new Surroundings(
                true, Optional.ofNullable(user), Optional.empty(), Map.of("A", "b c"), cwd, 027, Duration.ofSeconds(5));
    }

    private ProcessPlan plan(Surroundings surroundings, Payload stdin, String... argv) {
        return bed.launcher.plan(
                TestRun.of("simulated", stdin, surroundings),
                new ProcessRequest(List.of(argv), Map.of(), stdin, surroundings));
    }

    private void assertTold(Surroundings surroundings) {
        Payload stdin = Payload.ofText("12345");
        ProcessPlan plan = plan(surroundings, stdin, "/bin/sh", "-c", TELL);
        RunningAction.Ending real =
                Bed.end(bed.start("simulated", List.of("/bin/sh", "-c", TELL), stdin, surroundings));
        List<String> lines = real.output().stdout().text().lines().toList();
        Handover.Identity who = plan.identity().orElseThrow();

        assertThat(plan.problem()).isEmpty();
        assertThat(plan.env()).isEqualTo(env(lines.get(0)));
        assertThat(List.of(String.valueOf(who.uid()), String.valueOf(who.gid())))
                .isEqualTo(lines.subList(1, 3));
        assertThat(who.groups().stream().map(String::valueOf).collect(Collectors.toSet()))
                .isSubsetOf(lines.get(3).split(" "));
        assertThat(List.of(plan.cwd(), String.format("%04o", plan.umask()), String.valueOf(plan.stdinBytes())))
                .isEqualTo(lines.subList(4, 7).stream().map(String::strip).toList());
    }

    /** Without what the shell sets of its own accord. */
    private static Map<String, String> env(String line) {
        return List.of(line.split("\001")).stream()
                .map(variable -> variable.split("=", 2))
                .filter(parts -> !List.of("PWD", "OLDPWD", "SHLVL", "_").contains(parts[0]))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
    }

    @Test
    void aProcessOfTheDaemonsUserFindsWhatWasTold() {
        assertTold(as(null, "/tmp"));
    }

    @Test
    void aProcessOfAnotherUserFindsWhatWasTold() {
        assumeTrue(Who.mayChangeIdentity(), "only root can become another user");
        assertTold(as("nobody", "/"));
    }

    @Test
    void theProgramIsTheOneThatPathFinds() {
        assertThat(plan(as(null, "/"), Payload.EMPTY, "sh").program())
                .hasValueSatisfying(
                        program -> assertThat(program).endsWith("/sh").startsWith("/"));
    }

    @Test
    void whatCouldNotBeStartedIsToldInTheWordsOfTheRun() throws Exception {
        Path plain = Files.writeString(bed.state.resolve("plain"), "text");
        for (List<String> argv : List.of(
                List.of("no-such-program"), List.of("/no/such/program"), List.of(plain.toString()), List.of("/"))) {
            String told = plan(as(null, "/"), Payload.EMPTY, argv.toArray(String[]::new))
                    .problem()
                    .orElseThrow();
            String real = Bed.end(bed.start(argv, Payload.EMPTY, as(null, "/")))
                    .outcome()
                    .words();

            assertThat(real).as(argv.toString()).isEqualTo("not started: " + told);
        }
    }

    @Test
    void anUnknownUserIsToldToo() {
        ProcessPlan plan = plan(as("no-such-user", "/"), Payload.EMPTY, "true");

        assertThat(plan.problem()).contains("no such user: no-such-user");
        assertThat(plan.identity()).isEmpty();
    }

    @Test
    void nothingIsLeftBehind() throws Exception {
        plan(as(null, "/"), Payload.ofText("x"), "true");

        try (var files = Files.list(bed.state.resolve("runs"))) {
            assertThat(files.filter(file -> file.getFileName().toString().startsWith("simulated")))
                    .isEmpty();
        }
    }

    @Test
    void aWorkerThatBecomesARunIsToldWithoutACommand() {
        ProcessPlan plan = bed.launcher.planOfWorker(TestRun.of("simulated", Payload.ofText("123"), as(null, "/")));

        assertThat(plan.argv()).isEmpty();
        assertThat(plan.problem()).isEmpty();
        assertThat(plan.stdinBytes()).isEqualTo(3);
        assertThat(plan.env()).containsEntry("TWITCHER_RUN", "simulated").containsEntry("A", "b c");
    }
}
