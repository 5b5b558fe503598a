package twitcher.config.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import twitcher.api.settings.WatchSettings;

/**
 * Holds the schema that editors use and the table that decides to equal verdicts. Run with
 * {@code -Dtwitcher.update=true} to write the schema anew.
 */
class SchemaTest {
    /** What only the table can tell, by its words. */
    private static final List<String> BEYOND_A_SCHEMA =
            List.of("must not be longer than max_backoff", "names another watch");

    /** Values of every type, of every shape that some setting takes, and near misses of those; in JSON. */
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "false",
            "0",
            "1",
            "2.5",
            "5.0",
            "-1",
            "31",
            "32",
            "0.001",
            "1e-30",
            "31536000",
            "31536001",
            "4294967294",
            "4294967295",
            "2147483647",
            "2147483648",
            "1e50",
            "22e0",
            "''",
            "' '",
            "'a'",
            "'a b'",
            "'/'",
            "'/a'",
            "'/a/'",
            "'/a//b'",
            "'/a/./b'",
            "'/a/..'",
            "'/.../b'",
            "'/a\\u0007'",
            "'/ä😀'",
            "'/ä'",
            "'/\\uf8ff'",
            "'a\\u0000b'",
            "'/a\\u0000'",
            "'a\\nb'",
            "'" + "x".repeat(250) + "'",
            "'" + "😀".repeat(250) + "'",
            "'" + "x".repeat(251) + "'",
            "'QUEUE'",
            "'DISCARD'",
            "'PARALLEL'",
            "'RESTART'",
            "'queue'",
            "'CHANGED'",
            "'WATCH_DATA'",
            "'WATCH_CHILDREN'",
            "'KEEP'",
            "'STOP'",
            "'IGNORE'",
            "'RUN'",
            "'HUP'",
            "'SIGHUP'",
            "'SIGSIGHUP'",
            "'hup'",
            "'SYS'",
            "'1'",
            "'10'",
            "'true'",
            "'022'",
            "'0777'",
            "'777'",
            "'1777'",
            "'88'",
            "'0o22'",
            "'00022'",
            "'www-data'",
            "'-x'",
            "'a:b'",
            "'d\\\\u'",
            "[]",
            "['']",
            "['a']",
            "['a', '']",
            "['a', 1]",
            "['a', null]",
            "['a', 'b\\u0000']",
            "[[]]",
            "{}",
            "{'A': 'b'}",
            "{'A': 1}",
            "{'': 'b'}",
            "{'A=B': 'c'}",
            "{'A': 'b\\u0000'}",
            "{'TWITCHER_RUN': 'x'}",
            "{'TWITCHER_RUNS': 'x'}",
            "{'type': 'exec'}",
            "{'type': 'exec', 'command': 'x'}",
            "{'type': 'exec', 'command': ''}",
            "{'type': 'exec', 'command': ['x', 'y']}",
            "{'type': 'exec', 'command': ['x', 5]}",
            "{'type': 'exec', 'command': null}",
            "{'type': 'exec', 'command': 'x', 'comand': 'y'}",
            "{'type': 'later', 'any': [1, {'a': false}]}",
            "{'type': ''}",
            "{'type': null}",
            "{'command': 'x'}");

    private static final List<String> KEYS = Stream.concat(
                    WatchSettings.TABLE.rows().stream().map(row -> row.name()), Stream.of("run_mod", "", "type"))
            .toList();

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private static final JsonSchema SCHEMA = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(ConfigSchema.made(), SchemaValidatorsConfig.builder().build());

    private static boolean goodByTable(String text) {
        return Texts.problems(text).stream()
                .allMatch(problem -> BEYOND_A_SCHEMA.stream().anyMatch(problem::contains));
    }

    private static void verdictsAreEqual(String text) throws IOException {
        JsonNode tree = JSON.readTree(text);
        boolean schema = SCHEMA.validate(tree).isEmpty();
        assertThat(schema)
                .as("%s%ntable: %s%nschema: %s", text, Texts.problems(text), SCHEMA.validate(tree))
                .isEqualTo(goodByTable(text));
    }

    private static String file(Map<String, String> watch) {
        String fields = watch.entrySet().stream()
                .map(e -> "'" + e.getKey() + "': " + e.getValue())
                .collect(Collectors.joining(", "));
        return ("{'watches': [{" + fields + "}]}").replace('\'', '"');
    }

    private static Map<String, String> least() {
        return new LinkedHashMap<>(Map.of("znode", "'/a'", "action", "'true'"));
    }

    @Example
    void schemaIsWhatTheTablesSay() throws IOException {
        if (Boolean.getBoolean("twitcher.update")) {
            Files.writeString(ConfigSchema.FILE, ConfigSchema.text(ConfigSchema.made()));
        }
        assertThat(JSON.readTree(Files.readString(ConfigSchema.FILE)))
                .isEqualTo(JSON.readTree(ConfigSchema.text(ConfigSchema.made())));
    }

    @Example
    void schemaIsASchema() throws IOException {
        JsonSchema meta = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(SchemaLocation.of(SchemaId.V202012));
        assertThat(meta.validate(ConfigSchema.text(ConfigSchema.made()), InputFormat.JSON))
                .isEmpty();
    }

    @Example
    void verdictsAreEqualForEveryValueOfEverySetting() throws IOException {
        for (String key : KEYS) {
            for (String value : VALUES) {
                Map<String, String> watch = least();
                watch.put(key, value);
                verdictsAreEqual(file(watch));
                watch.put("run_mode", "'PARALLEL'");
                watch.put("retries", "1");
                verdictsAreEqual(file(watch));
            }
        }
    }

    @Example
    void verdictsAreEqualAroundTheWatches() throws IOException {
        for (String text : List.of(
                "{}",
                "[]",
                "5",
                "null",
                "{'watches': []}",
                "{'watches': {}}",
                "{'watches': null}",
                "{'watches': [[]]}",
                "{'watches': [null]}",
                "{'watches': [{}]}",
                "{'$schema': 'x', 'watches': []}",
                "{'$schema': 5, 'watches': []}",
                "{'$schema': null, 'watches': []}",
                "{'watch': []}",
                "{'watches': [], 'more': 1}",
                "{'watches': [{'znode': '/a', 'action': 'x'}, 5]}",
                "{'watches': [{'znode': '/a'}]}",
                "{'watches': [{'action': 'x'}]}")) {
            verdictsAreEqual(text.replace('\'', '"'));
        }
    }

    @Property(tries = 1000)
    void verdictsAreEqualForManySettingsAtOnce(@ForAll("watches") Map<String, String> watch) throws IOException {
        verdictsAreEqual(file(watch));
        Statistics.collect(goodByTable(file(watch)));
        Statistics.coverage(verdicts -> Stream.of(true, false)
                .forEach(verdict -> verdicts.check(verdict).percentage(share -> share > 20)));
    }

    /** Watches of which each setting is good more often than not, so that many are good altogether. */
    @Provide
    Arbitrary<Map<String, String>> watches() {
        Map<String, List<String>> good = new LinkedHashMap<>();
        for (String key : KEYS) {
            List<String> values = new ArrayList<>();
            for (String value : VALUES) {
                Map<String, String> watch = least();
                watch.put("retries", "1");
                watch.put("run_mode", "'PARALLEL'");
                watch.put(key, value);
                if (goodByTable(file(watch))) {
                    values.add(value);
                }
            }
            good.put(key, values.isEmpty() ? VALUES : values);
        }
        Arbitrary<String> rarely = Arbitraries.of(VALUES);
        Arbitrary<List<String>> keys = Arbitraries.of(KEYS.subList(0, KEYS.size() - 3))
                .list()
                .uniqueElements()
                .ofMaxSize(8);
        Arbitrary<List<String>> odd = Arbitraries.frequencyOf(
                Tuple.of(9, Arbitraries.just(List.<String>of())),
                Tuple.of(1, Arbitraries.of(KEYS).list().ofSize(1)));
        return Combinators.combine(keys, odd)
                .as((some, more) ->
                        Stream.concat(some.stream(), more.stream()).distinct().toList())
                .flatMap(some -> Combinators.combine(some.stream()
                                .map(key -> Arbitraries.frequencyOf(
                                        Tuple.of(24, Arbitraries.of(good.get(key))), Tuple.of(1, rarely)))
                                .toList())
                        .as(values -> {
                            Map<String, String> watch = least();
                            for (int i = 0; i < values.size(); i++) {
                                watch.put(some.get(i), values.get(i));
                            }
                            return watch;
                        }));
    }
}
