package twitcher.config.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExamplesTest {
    private static final Path EXAMPLES = Path.of("..", "examples", "config");

    static Stream<Path> examples() {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            return files.filter(file -> file.toString().endsWith(".json")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void exampleIsGoodByTable(Path example) throws IOException {
        String text = Files.readString(example);
        assertThat(Texts.problems(text)).isEmpty();
        assertThat(Texts.drafts(text))
                .isNotEmpty()
                .allSatisfy(draft -> assertThat(draft.node().path()).startsWith("/twitcher/example"));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void exampleIsGoodBySchema(Path example) throws IOException {
        JsonNode tree = JsonMapper.builder()
                .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS, JsonReadFeature.ALLOW_TRAILING_COMMA)
                .build()
                .readTree(Files.readString(example));
        assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(Files.readString(ConfigSchema.FILE))
                        .validate(tree))
                .isEmpty();
    }
}
