package twitcher.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static twitcher.api.admin.FileStatus.State.ACTIVE;
import static twitcher.api.admin.FileStatus.State.ERROR;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import twitcher.api.config.ConfigSource;
import twitcher.api.config.Declarations;
import twitcher.api.settings.Value;

/** Modules beside configs: a language for tests makes a watch of each. */
@Timeout(240)
class ModulesTest {
    private Path folder;
    private RealFramework gate;

    private static Declarations read(ConfigSource source) {
        return Declarations.of(source.modules().entrySet().stream()
                .map(module -> Value.Fields.of(Map.of(
                        "znode", "/" + module.getValue().text(), "action", "true", "description", module.getKey())))
                .toList());
    }

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        folder = Files.createDirectories(directory.resolve("folder"));
        gate = new RealFramework(folder, directory.resolve("state"));
        gate.registerWithModules(ModulesTest::read, "modules", "twc", "py");
        gate.files();
    }

    @AfterEach
    void stop() {
        gate.close();
    }

    private List<String> watches() {
        return gate.readings().containsKey("a/web.twc")
                ? gate.readings().get("a/web.twc").watches().stream()
                        .map(watch -> watch.id() + " " + watch.node().path())
                        .sorted()
                        .collect(Collectors.toList())
                : List.of();
    }

    @Test
    void aConfigIsGivenWhatLiesBesideItAndInPackagesBelow() {
        gate.write("a/one.py", "1");
        gate.write("a/package/__init__.py", "2");
        gate.write("a/package/two.py", "3");
        gate.write("a/no-package/three.py", "4");
        gate.write("b/four.py", "5");
        gate.write("a/web.twc", "");
        gate.awaitState("a/web.twc", ACTIVE);
        await().atMost(RealFramework.SOON)
                .untilAsserted(() -> assertThat(watches())
                        .containsExactly(
                                "a/web.twc:one.py /1",
                                "a/web.twc:package/__init__.py /2",
                                "a/web.twc:package/two.py /3"));
    }

    @Test
    void itIsReadAgainWhenAModuleChanges() {
        gate.write("a/one.py", "1");
        gate.write("a/web.twc", "");
        gate.awaitState("a/web.twc", ACTIVE);
        gate.write("a/one.py", "22");
        await().atMost(RealFramework.SOON).until(() -> watches().equals(List.of("a/web.twc:one.py /22")));
        gate.delete("a/one.py");
        await().atMost(RealFramework.SOON).until(() -> watches().isEmpty());
    }

    @Test
    void aModuleThatOthersCanWriteIsNotGiven() throws Exception {
        gate.write("a/one.py", "1");
        Files.setPosixFilePermissions(folder.resolve("a/one.py"), PosixFilePermissions.fromString("rw-rw-rw-"));
        gate.write("a/web.twc", "");
        assertThat(gate.awaitState("a/one.py", ERROR).problems().get(0)).contains("not loaded");
        gate.awaitState("a/web.twc", ACTIVE);
        await().atMost(RealFramework.SOON).until(() -> watches().isEmpty());
    }
}
