package twitcher.shell.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import twitcher.api.admin.Candidate;
import twitcher.api.admin.Proof;
import twitcher.api.admin.Proofreader;
import twitcher.api.admin.Replacement;
import twitcher.api.settings.Location;
import twitcher.api.settings.Problem;

/** The command {@code lint}, with somebody who reads files as the test wants. */
@Timeout(60)
class LintIT {
    @TempDir
    static Path directory;

    private static final Reader READER = new Reader();
    private static TestFramework daemon;

    @BeforeAll
    static void start() throws Exception {
        daemon = new TestFramework(directory);
        daemon.service(Proofreader.class, READER, Map.of());
    }

    @AfterAll
    static void stop() throws Exception {
        daemon.close();
    }

    @BeforeEach
    void forget() {
        READER.shown.clear();
    }

    private static Answer lint(String text, String... more) throws Exception {
        String[] argv = new String[more.length + 2];
        argv[0] = "lint";
        System.arraycopy(more, 0, argv, 1, more.length);
        argv[argv.length - 1] = "file";
        return SocketClient.run(daemon.socket(), 0, Map.of(argv.length - 1, text.getBytes(UTF_8)), argv);
    }

    @Test
    void aFineFileIsExit0() throws Exception {
        assertThat(lint("fine")).isEqualTo(new Answer(0, "file: fine, 2 watches\n", ""));
        assertThat(READER.shown).singleElement().satisfies(candidate -> {
            assertThat(candidate.name()).isEqualTo("file");
            assertThat(candidate.text().bytes().text()).isEqualTo("fine");
            assertThat(candidate.path()).isEmpty();
            assertThat(candidate.trust()).isEqualTo(Candidate.Trust.AS_LOADED);
        });
    }

    @Test
    void problemsAreExit1OnStandardOutput() throws Exception {
        assertThat(lint("bad")).isEqualTo(new Answer(1, "file:3:5: run_mod: unknown key?[31m\n", ""));
    }

    @Test
    void whatWaitsIsNotFine() throws Exception {
        assertThat(lint("waiting")).isEqualTo(new Answer(1, "file: WAITING for action type webhook (1: x)\n", ""));
    }

    @Test
    void everyFileIsRead() throws Exception {
        Map<Integer, byte[]> files = Map.of(1, "fine".getBytes(UTF_8), 2, "bad".getBytes(UTF_8));
        Answer answer = SocketClient.run(daemon.socket(), 0, files, "lint", "a", "b");

        assertThat(answer.exit()).isEqualTo(1);
        assertThat(answer.out().lines()).hasSize(2);
    }

    @Test
    void jsonHasTheDocumentedFields() throws Exception {
        Answer answer = lint("bad", "-o", "json");

        assertThat(answer.exit()).isEqualTo(1);
        assertThat(answer.out())
                .contains("\"file\": \"file\"", "\"kind\": \"json\"", "\"state\": \"ERROR\"", "\"watches\": 1")
                .contains("\"line\": 3", "\"column\": 5", "\"message\": \"run_mod: unknown key", "\"waits_for\": []");
    }

    @Test
    void optionsAreHandedOn() throws Exception {
        assertThat(lint("fine", "--as", "a.json", "--insecure_config").out()).startsWith("a.json: fine");
        assertThat(READER.shown.get(0).trust()).isEqualTo(Candidate.Trust.VOUCHED);
    }

    @Test
    void whoReadsTheFolderMayBeAway() throws Exception {
        try (TestFramework other = new TestFramework(directory.resolve("other"))) {
            Answer answer = SocketClient.run(other.socket(), 0, Map.of(1, new byte[0]), "lint", "f");

            assertThat(answer.exit()).isEqualTo(1);
            assertThat(answer.err()).contains("bundle twitcher.config is not installed");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lint",
                "lint a.json",
                "lint --as",
                "lint --foo",
                "lint -o xml",
                "lint \u001b[2J",
                "lint ../../etc/passwd"
            })
    void wrongArgumentsAreExit2AndNothingIsRead(String words) throws Exception {
        Answer answer = daemon.run(words.split(" "));

        assertThat(answer.exit()).as(answer.toString()).isEqualTo(2);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err().lines()).hasSize(1).allMatch(line -> line.startsWith("twitcher: lint"));
        assertThat(answer.err()).doesNotContain("\u001b", "Exception");
        assertThat(READER.shown).isEmpty();
    }

    /** Says what the text asks for. */
    private static final class Reader implements Proofreader {
        final List<Candidate> shown = new CopyOnWriteArrayList<>();

        @Override
        public Proof read(Candidate candidate) {
            shown.add(candidate);
            String name = candidate.name();
            return switch (candidate.text().bytes().text()) {
                case "bad" ->
                    Proof.of(
                            name,
                            "json",
                            List.of(new Problem(new Location(name, 3, 5), "run_mod: unknown key\u001b[31m")),
                            List.of(),
                            1);
                case "waiting" -> Proof.of(name, "json", List.of(), List.of("action type webhook (1: x)"), 1);
                default -> Proof.of(name, "json", List.of(), List.of(), 2);
            };
        }

        @Override
        public Replacement replace(String file, Candidate candidate) {
            throw new UnsupportedOperationException("lint replaces nothing");
        }

        @Override
        public Optional<String> place(Path path) {
            return Optional.empty();
        }
    }
}
