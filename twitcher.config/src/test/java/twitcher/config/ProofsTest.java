package twitcher.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static twitcher.api.admin.FileStatus.State.ACTIVE;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import twitcher.api.Payload;
import twitcher.api.Watch;
import twitcher.api.admin.Candidate;
import twitcher.api.admin.Proof;
import twitcher.api.admin.Proofreader;
import twitcher.api.admin.Replacement;
import twitcher.api.config.ConfigSource;
import twitcher.api.config.Declarations;
import twitcher.api.settings.Problem;
import twitcher.api.settings.Value;
import twitcher.config.fixture.Announcing;

/** Files that are only shown: the gate says what it would of one in its folder, and nothing changes. */
@Timeout(120)
class ProofsTest {
    private static final int DIRECTORY = 0040755;
    private static final int FILE = 0100644;
    private static final int LINK = 0120777;

    private final LineLanguage language = new LineLanguage();
    private Path folder;
    private RealFramework gate;
    private Proofreader proofs;
    private int self;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        folder = Files.createDirectories(directory.resolve("folder"));
        Files.writeString(folder.resolve("twitcher.config.cfg"), "languageTimeoutS=1\n");
        gate = new RealFramework(folder, directory.resolve("state"));
        gate.register(language, "lines", "twc");
        gate.awaitState("twitcher.config.cfg", ACTIVE);
        proofs = gate.context().getService(gate.context().getServiceReference(Proofreader.class));
        self = (Integer) Files.getAttribute(folder, "unix:uid");
    }

    @AfterEach
    void stop() {
        language.hanging.countDown();
        gate.close();
    }

    private static Candidate candidate(String name, String text, Candidate.Step... way) {
        Candidate.Part part = new Candidate.Part(Payload.ofText(text), List.of(way));
        Optional<Path> path = way.length == 0 ? Optional.empty() : Optional.of(Path.of(way[way.length - 1].path()));
        return new Candidate(name, path, part, Map.of(), Candidate.Trust.AS_LOADED);
    }

    private static Candidate.Step step(String path, int owner, int mode) {
        return new Candidate.Step(path, owner, mode);
    }

    private static List<String> problems(Proof proof) {
        return proof.problems().stream().map(Problem::toString).toList();
    }

    @Test
    void aSoundFileIsFineAndNotLoaded() {
        Proof proof = proofs.read(candidate("new.twc", "/a date\n/b date x\n"));

        assertThat(proof.waitsFor()).containsExactly("action type exec (2: new.twc:1:1, x)");
        assertThat(proof.problems()).isEmpty();
        assertThat(proof.kind()).isEqualTo("lines");
        assertThat(proof.watches()).isEqualTo(2);
        assertThat(gate.status("new.twc")).isEmpty();
        assertThat(gate.readings()).isEmpty();
    }

    @Test
    void problemsAreToldAsTheLoaderTellsThem() {
        Proof proof = proofs.read(candidate("conf/new.twc", "/a date\n!not this\na date\n"));

        assertThat(proof.state()).isEqualTo(Proof.State.ERROR);
        assertThat(problems(proof))
                .containsExactly("conf/new.twc:2:1: not this", "conf/new.twc:3:1: znode: must start with '/', was: a");
    }

    @Test
    void whatCouldHaveBeenWrittenByOthersIsNotInterpreted() {
        int other = self + 1;
        Proof proof = proofs.read(candidate(
                "new.twc",
                "throw",
                step("/", 0, DIRECTORY),
                step("/home", 0, DIRECTORY),
                step("/home/x", other, FILE)));

        assertThat(problems(proof))
                .singleElement()
                .asString()
                .startsWith("new.twc: not loaded: /home/x: belongs to uid " + other)
                .endsWith("or vouch for it with --insecure_config");
        assertThat(language.read).hasValue(0);
    }

    @Test
    void directoriesAndLinksOnTheWayCountToo() {
        Candidate.Step root = step("/", 0, DIRECTORY);
        Candidate.Step file = step("/d/f.twc", self, FILE);

        assertThat(problems(proofs.read(candidate("f.twc", "", root, step("/d", 0, 0040777), file))))
                .singleElement()
                .asString()
                .contains("/d: can be written by others");
        assertThat(problems(proofs.read(candidate("f.twc", "", root, step("/d", self + 1, LINK), file))))
                .singleElement()
                .asString()
                .contains("/d: belongs to uid");
        assertThat(proofs.read(candidate("f.twc", "", root, step("/d", 0, 0041777), file))
                        .state())
                .as("sticky: nobody can replace what belongs to another")
                .isEqualTo(Proof.State.FINE);
        assertThat(problems(proofs.read(candidate("f.twc", "", root, step("/d/f.twc", self, 0100664)))))
                .singleElement()
                .asString()
                .contains("can be written by its group");
    }

    @Test
    void whoeverAsksMayVouchForAFile() {
        Candidate.Part part = new Candidate.Part(Payload.ofText("/a date\n"), List.of(step("/f", self + 1, 0100666)));
        Candidate vouched = new Candidate("f.twc", Optional.empty(), part, Map.of(), Candidate.Trust.VOUCHED);

        assertThat(proofs.read(vouched).problems()).isEmpty();
    }

    @Test
    void aLinkOutOfTheFolderIsRefusedAsItWouldBeThere(@TempDir Path outside) throws Exception {
        Path target = Files.writeString(outside.resolve("f.twc"), "/a date\n");
        Path link = Files.createSymbolicLink(folder.resolve("f.twc"), target);

        Proof proof = proofs.read(
                candidate("f.twc", "/a date\n", step(link.toRealPath().toString(), self, FILE)));
        assertThat(proof.state()).isEqualTo(Proof.State.WAITING);
        Candidate inFolder = new Candidate(
                "f.twc",
                Optional.of(folder.toRealPath().resolve("f.twc")),
                new Candidate.Part(Payload.ofText("/a date\n"), List.of(step(target.toString(), self, FILE))),
                Map.of(),
                Candidate.Trust.AS_LOADED);

        assertThat(problems(proofs.read(inFolder)))
                .singleElement()
                .asString()
                .contains("is a symbolic link out of the watched folder");
    }

    @Test
    void aLanguageThatIsNotThereIsWaitedFor() {
        Proof proof = proofs.read(candidate("new.yaml", "a: b"));

        assertThat(proof.state()).isEqualTo(Proof.State.WAITING);
        assertThat(proof.waitsFor()).containsExactly("a language for .yaml files");
    }

    @Test
    void textWithoutANameIsTakenForWhatItBeginsLike() {
        assertThat(proofs.read(candidate("-", "/a date\n")).kind()).isEqualTo("lines");
        assertThat(proofs.read(candidate("-", " \n{}")).waitsFor()).containsExactly("a language for .json files");
    }

    @Test
    void aLanguageThatHangsOrThrowsIsAProblemInTime() {
        assertThat(problems(proofs.read(candidate("new.twc", "throw"))))
                .containsExactly("new.twc: the language failed: java.lang.IllegalStateException: boom");
        language.unready.set(1);
        assertThat(problems(proofs.read(candidate("new.twc", "later"))))
                .containsExactly("new.twc: not read, the language is not ready: the line is busy; try again later");
        assertThat(problems(proofs.read(candidate("new.twc", "hang"))))
                .containsExactly("new.twc: the language has not read it within 1 s");
        assertThat(proofs.read(candidate("new.twc", "/a date")).problems()).isEmpty();
    }

    @Test
    void modulesThatWereSentAreGivenToTheLanguage() {
        gate.registerWithModules(ProofsTest::watchEachModule, "modules", "mod", "py");
        Candidate.Part text = new Candidate.Part(Payload.EMPTY, List.of());
        Map<String, Candidate.Part> modules = Map.of(
                "good.py", new Candidate.Part(Payload.ofText("x"), List.of(step("/good.py", self, FILE))),
                "bad.py", new Candidate.Part(Payload.ofText("y"), List.of(step("/bad.py", self + 1, FILE))));

        Proof proof = proofs.read(new Candidate("a.mod", Optional.empty(), text, modules, Candidate.Trust.AS_LOADED));

        assertThat(proof.watches()).as("the untrusted module is not there").isEqualTo(1);
    }

    private static Declarations watchEachModule(ConfigSource source) {
        return Declarations.of(source.modules().keySet().stream()
                .map(module -> Value.Fields.of(Map.of("znode", "/a", "action", "true", "description", module)))
                .toList());
    }

    @Test
    void aNameThatCannotBePrintedIsRefusedAsTheLoaderRefusesIt() {
        assertThat(problems(proofs.read(candidate("some/a\nb\u001b.json", "{}"))))
                .containsExactly(
                        "some/a\\u000ab\\u001b.json: not loaded: its name has control characters, such as a line's"
                                + " end; rename it");
    }

    @Test
    void configurationsAndBundlesAreReadToo() throws Exception {
        gate.reads("a");
        assertThat(proofs.read(candidate("a.cfg", "key = value\n")).state()).isEqualTo(Proof.State.FINE);
        assertThat(problems(proofs.read(candidate("twitcher.config.cfg", "\nsettleMs = abc"))))
                .containsExactly(
                        "twitcher.config.cfg:2: settleMs: must be a whole number from 1 up to 2147483647, was: abc");
        assertThat(proofs.read(candidate("twitcher.confi.cfg", "key = value")).waitsFor())
                .containsExactly(
                        "a bundle that reads the configuration twitcher.confi; did you mean twitcher.config.cfg?");
        assertThat(problems(proofs.read(candidate("a.cfg", "felix.fileinstall.filename = /etc/passwd"))))
                .singleElement()
                .asString()
                .contains("is not for configurations");
        assertThat(problems(proofs.read(candidate("a.jar", "no zip"))))
                .singleElement()
                .asString()
                .startsWith("a.jar: is not a whole jar");
        assertThat(proofs.read(jar("a.jar")).state()).isEqualTo(Proof.State.FINE);
        assertThat(problems(proofs.read(candidate("helper.py", "x = 1"))))
                .singleElement()
                .asString()
                .contains("is a module");
    }

    private static Candidate jar(String name) {
        byte[] bytes =
                BundleFile.named("shown", "1.0.0").activator(Announcing.class).bytes();
        Candidate.Part part = new Candidate.Part(Payload.copyOf(bytes), List.of());
        return new Candidate(name, Optional.empty(), part, Map.of(), Candidate.Trust.AS_LOADED);
    }

    @Test
    void aReplacementHasTheIdsThatTheLoaderWouldGive() {
        gate.write("web.twc", "/a date\n/b date\n");
        gate.awaitState("web.twc", ACTIVE);

        Replacement replacement = proofs.replace("web.twc", candidate("new.txt", "/c date\n/a date\n/b date\n"));

        assertThat(replacement.before())
                .extracting(Watch::id)
                .containsExactly("web.twc:web.twc-1", "web.twc:web.twc-2");
        assertThat(replacement.after())
                .extracting(watch -> watch.id() + " " + watch.node().path())
                .containsExactly("web.twc:web.twc-3 /c", "web.twc:web.twc-1 /a", "web.twc:web.twc-2 /b");
        assertThat(gate.ids("web.twc")).hasSize(2);
        assertThat(proofs.replace("web.twc", candidate("new.txt", "/x date\n/a date\n/b date\n"))
                        .after()
                        .get(0)
                        .id())
                .as("a name that was only shown is still free")
                .isEqualTo("web.twc:web.twc-3");
    }

    @Test
    void aReplacementWithProblemsChangesNothing() {
        Replacement replacement = proofs.replace("web.twc", candidate("new.txt", "!no\n"));

        assertThat(problems(replacement.proof())).containsExactly("new.txt:1:1: no");
        assertThat(replacement.after()).isEmpty();
    }

    @Test
    void aConfigurationsKeysAreToldButNotItsValues() {
        gate.reads("some");
        gate.write("some.cfg", "a=1\nb=2\n");
        gate.awaitState("some.cfg", ACTIVE);

        assertThat(proofs.replace("some.cfg", candidate("x", "b=secret\nc=3\n")).effects())
                .containsExactly("the configuration some: removes a, changes b, adds c");
        assertThat(problems(
                        proofs.replace("other/some.cfg", candidate("x", "a=1")).proof()))
                .singleElement()
                .asString()
                .contains("some.cfg is the configuration some already");
    }

    @Test
    void aNameThatCannotBeInTheFolderIsRefused() {
        for (String name : List.of(
                "",
                "/etc/passwd",
                "../a.json",
                "a/../b.json",
                ".x.json",
                "a/.b/c.json",
                "a//b.json",
                "a\n.json",
                "a\0",
                "a/")) {
            assertThatThrownBy(() -> proofs.replace(name, candidate("x", "")))
                    .as(name)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("--as: must be the name of a file");
        }
    }

    @Test
    void aFileOfTheFolderHasItsPlace() throws Exception {
        assertThat(proofs.place(folder.toRealPath().resolve("a/b.json"))).contains("a/b.json");
        assertThat(proofs.place(folder.resolveSibling("b.json"))).isEmpty();
    }
}
