package twitcher.action.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import twitcher.api.Outcome;
import twitcher.api.Payload;
import twitcher.api.action.AsyncAction;
import twitcher.api.action.MadeAction;
import twitcher.api.action.RunContext;
import twitcher.api.action.RunningAction;
import twitcher.api.process.ProcessLauncher;
import twitcher.api.process.ProcessPlan;
import twitcher.api.process.ProcessRequest;
import twitcher.api.process.Worker;
import twitcher.api.settings.Value;

class FileActionTypeTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path home;

    private Path folder;
    private Path file;
    private Path journal;
    private FileActionType type;

    @BeforeEach
    void make() throws IOException {
        folder = Files.createDirectory(home.resolve("conf.d"));
        file = folder.resolve("app.conf");
        journal = home.resolve("journal");
        Files.createDirectory(home.resolve("state"));
        restart();
    }

    /** As a crash and a new daemon: nothing is left but what is on the disk. */
    private void restart() {
        if (type != null) {
            type.close();
        }
        type = new FileActionType(home.resolve("state"));
        type.addLauncher(new ShellLauncher());
    }

    @AfterEach
    void close() {
        type.close();
    }

    private AsyncAction action(Object... settings) {
        Map<String, Object> plain = new LinkedHashMap<>(Map.of("path", file.toString()));
        for (int i = 0; i < settings.length; i += 2) {
            plain.put((String) settings[i], settings[i + 1]);
        }
        MadeAction made = MadeAction.of(type, Value.Fields.of(plain));
        assertThat(made.faults()).isEmpty();
        return (AsyncAction) made.action().orElseThrow();
    }

    private static String words(RunningAction run) throws Exception {
        return outcome(run).words();
    }

    private static Outcome outcome(RunningAction run) throws Exception {
        return run.ending().toCompletableFuture().get(60, TimeUnit.SECONDS).outcome();
    }

    private String write(String text, Object... settings) throws Exception {
        return words(action(settings).start(TestRun.of(Payload.ofText(text))));
    }

    private String journal() throws IOException {
        return Files.exists(journal) ? Files.readString(journal) : "";
    }

    private String note(String what) {
        return "printf '%s ' \"" + what + "\" >> " + journal;
    }

    private List<String> names() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void theFileBecomesThePayload() throws Exception {
        assertThat(write("one")).isEqualTo("ok");
        assertThat(file).hasContent("one");
        assertThat(write("", "mode", "0600")).isEqualTo("ok");
        assertThat(file).isEmptyFile();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(names()).containsExactly("app.conf");
    }

    @Test
    void thenRunsOnlyWhenTheFileHasChanged() throws Exception {
        Object[] then = {"then", note("$TWITCHER_FILE=$(cat $TWITCHER_FILE)")};
        write("one", then);
        write("one", then);
        write("two", then);

        assertThat(journal()).isEqualTo(file + "=one " + file + "=two ");
    }

    @Test
    void anotherModeIsAChange() throws Exception {
        write("one", "then", note("a"));
        write("one", "then", note("b"), "mode", "0600");
        write("one", "then", note("c"), "mode", "0600");

        assertThat(journal()).isEqualTo("a b ");
    }

    @Test
    void unlessSameMayBeOff() throws Exception {
        write("one", "then", note("a"), "unless_same", false);
        write("one", "then", note("b"), "unless_same", false);

        assertThat(journal()).isEqualTo("a b ");
    }

    @Test
    void thenIsRunAgainUntilItSucceeds() throws Exception {
        String fails = note("tried") + "; test -e " + home + "/up";
        assertThat(write("one", "then", fails)).isEqualTo("failed: the file is new, but then failed: exit 1");
        assertThat(file).hasContent("one");
        assertThat(write("one", "then", fails)).startsWith("failed: ");
        Files.createFile(home.resolve("up"));
        assertThat(write("one", "then", fails)).isEqualTo("ok");
        assertThat(write("one", "then", fails)).isEqualTo("ok");

        assertThat(journal()).isEqualTo("tried tried tried ");
    }

    @Test
    void thenStaysDueAcrossARestartAndAnotherConfig() throws Exception {
        assertThat(write("one", "then", "no-such-program")).startsWith("failed: ");
        restart();
        assertThat(write("one", "then", note("mended"))).isEqualTo("ok");

        assertThat(journal()).isEqualTo("mended ");
    }

    @Test
    void thenIsDueIfTheDaemonDiedRightAfterTheRename() throws Exception {
        new Due(home.resolve("state/file")).set(file);
        Files.writeString(file, "one");
        assertThat(write("one", "then", note("late"))).isEqualTo("ok");

        assertThat(journal()).isEqualTo("late ");
    }

    @Test
    void checkSeesTheNewFileBesideTheOld() throws Exception {
        write("old");
        String check = note("$(cat $TWITCHER_FILE) for $(cat " + file + ") in $(dirname $TWITCHER_FILE)");
        assertThat(write("new", "check", check)).isEqualTo("ok");

        assertThat(journal()).isEqualTo("new for old in " + folder + " ");
        assertThat(file).hasContent("new");
    }

    @Test
    void aCheckThatRefusesKeepsTheOld() throws Exception {
        write("good");
        TestRun run = TestRun.of(Payload.ofText("bad"));
        assertThat(words(action("check", "echo syntax error; grep -q good $TWITCHER_FILE", "then", note("then"))
                        .start(run)))
                .isEqualTo("failed: check refused the new file: exit 1; the old one stays");

        assertThat(file).hasContent("good");
        assertThat(journal()).isEmpty();
        assertThat(names()).containsExactly("app.conf");
        assertThat(run.output()).contains("syntax error");
    }

    @Test
    void aListTakesTheFileAsAnArgument() throws Exception {
        assertThat(write("one", "check", List.of("grep", "-q", "one", "{}"))).isEqualTo("ok");
        assertThat(write("two", "check", List.of("grep", "-q", "one", "{}"))).startsWith("failed: check refused");
    }

    @Test
    void commandsReadThePayload() throws Exception {
        assertThat(write("one", "check", "grep -q one", "then", "cat > " + journal))
                .isEqualTo("ok");

        assertThat(journal()).isEqualTo("one");
    }

    @Test
    void aDeletionRemovesTheFile() throws Exception {
        write("one", "then", note("a"));
        TestRun run = TestRun.ofDeletion();
        assertThat(words(action("then", note("b"), "check", "false", "backup", folder + "/old")
                        .start(run)))
                .isEqualTo("ok");

        assertThat(names()).containsExactly("old");
        assertThat(journal()).isEqualTo("a b ");
        assertThat(run.output()).isEqualTo(file + ": removed\n");
        assertThat(words(action("then", note("c")).start(TestRun.ofDeletion()))).isEqualTo("ok");
        assertThat(journal()).isEqualTo("a b ");
    }

    @Test
    void aSimulationTellsWhatWouldBeDone() {
        var description =
                action("check", List.of("true", "{}"), "then", "reload").describe(TestRun.of(Payload.ofText("one")));

        assertThat(description.what()).isEqualTo("writes " + file);
        assertThat(description.details()).containsEntry("check", "true {}").containsEntry("then", "/bin/sh -c reload");
        assertThat(action().describe(TestRun.ofDeletion()).what()).isEqualTo("removes " + file);
        assertThat(file).doesNotExist();
    }

    @Test
    void theFileBeforeIsKept() throws Exception {
        write("one", "backup", folder + "/old");
        write("two", "backup", folder + "/old");

        assertThat(folder.resolve("old")).hasContent("one");
    }

    @Test
    void troubleIsSaidInWords() throws Exception {
        file = home.resolve("not/there");
        assertThat(write("one"))
                .isEqualTo("failed: " + file + ": the folder " + home.resolve("not") + " does not exist; create it");
        file = folder;
        assertThat(write("one")).isEqualTo("failed: " + folder + ": it is a folder");
    }

    @Test
    void aStopEndsTheCommandAndKeepsTheOld() throws Exception {
        write("old");
        RunningAction run =
                action("check", note("started") + "; exec sleep 600").start(TestRun.of(Payload.ofText("new")));
        await("the check runs").atMost(LIMIT).until(() -> !journal().isEmpty());
        run.stop();

        assertThat(outcome(run).success()).isFalse();
        assertThat(file).hasContent("old");
        assertThat(names()).containsExactly("app.conf");
    }

    @Test
    void commandsWaitForALauncher() throws Exception {
        type.close();
        type = new FileActionType(home.resolve("state"));
        RunningAction run = action("then", note("then")).start(TestRun.of(Payload.ofText("one")));
        await("it is written").atMost(LIMIT).until(() -> Files.exists(file));
        assertThat(run.ending().toCompletableFuture()).isNotDone();
        type.addLauncher(new ShellLauncher());

        assertThat(words(run)).isEqualTo("ok");
        assertThat(journal()).isEqualTo("then ");
    }

    /** The bundle of processes is updated while then runs: the process goes on, and nobody saw how it ended. */
    @Test
    void thenIsDueAgainIfNobodySawItsEnd() throws Exception {
        type.close();
        type = new FileActionType(home.resolve("state"));
        CompletableFuture<RunningAction.Ending> adopted = new CompletableFuture<>();
        Silent old = new Silent(new CompletableFuture<>());
        type.addLauncher(old);
        RunningAction run = action("then", note("then")).start(TestRun.of(Payload.ofText("one")));
        await("then was started").atMost(LIMIT).until(() -> old.launched.isDone());
        type.removeLauncher(old);
        type.addLauncher(new Silent(adopted));
        assertThat(run.ending().toCompletableFuture()).isNotDone();
        adopted.complete(RunningAction.Ending.of(new Outcome.Unknown()));

        assertThat(words(run)).isEqualTo("not started yet: then: how it ended was not seen");
        restart();
        assertThat(write("one", "then", note("again"))).isEqualTo("ok");
        assertThat(journal()).isEqualTo("again ");
    }

    /** Starts nothing that ends; adopts what ends when the test says so. */
    private static final class Silent implements ProcessLauncher {
        private final CompletableFuture<Void> launched = new CompletableFuture<>();
        private final CompletableFuture<RunningAction.Ending> adopted;

        Silent(CompletableFuture<RunningAction.Ending> adopted) {
            this.adopted = adopted;
        }

        @Override
        public RunningAction launch(RunContext run, ProcessRequest request) {
            launched.complete(null);
            return new Going(new CompletableFuture<>());
        }

        @Override
        public ProcessPlan plan(RunContext run, ProcessRequest request) {
            throw new UnsupportedOperationException("no test simulates");
        }

        @Override
        public ProcessPlan planOfWorker(RunContext run) {
            throw new UnsupportedOperationException("no test simulates");
        }

        @Override
        public Optional<RunningAction> adopt(Orphan orphan) {
            return Optional.of(new Going(adopted));
        }

        @Override
        public Worker open(List<String> argv) {
            throw new UnsupportedOperationException("no test asks for a worker");
        }
    }

    private record Going(CompletionStage<Ending> ending) implements RunningAction {
        @Override
        public void stop() {}
    }
}
