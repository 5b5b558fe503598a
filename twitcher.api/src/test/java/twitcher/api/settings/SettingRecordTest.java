package twitcher.api.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingRecordTest {
    private enum Method {
        GET,
        POST
    }

    private record Tls(
            @Doc("Whose certificates are trusted.") Path ca,

            @Doc("Whether names are checked.") @Default("true")
            boolean checkNames) {
        Tls {
            if (!checkNames && ca.startsWith("/tmp")) {
                throw new IllegalArgumentException("check_names: must not be false with a ca in /tmp");
            }
        }
    }

    private record Upload(
            @Doc("Where to.") URI url,
            @Doc("How.") @Default("POST") Method method,

            @Doc("How much.") @Default("100") @Range(min = 1, max = 65_536, unit = "bytes")
            int maxSize,

            @Doc("When it is given up.") @Default("1.5") Duration patience,

            @Doc("How often it is tried in a minute.") @Default("60") @Range(min = 1, max = 60)
            Duration pause,

            @Doc("Sent along.") @Default({}) Map<String, String> headers,

            @Doc("What is good.") @Default({"200", "204"}) @Range(min = 100, max = 599)
            List<Integer> expect,

            @Doc("Of the file.") @Default("0600") @Form(Form.Of.OCTAL)
            int mode,

            @Doc("What follows.") @Form(Form.Of.COMMAND) Optional<List<String>> then,
            @Doc("TLS.") Optional<Tls> tls,
            @Doc("Who.") Optional<SecretFile> token) {
        Upload {
            if (method == Method.GET && then.isPresent()) {
                throw new IllegalArgumentException("then: has no meaning with method GET; leave it out");
            }
        }
    }

    private static SettingRecord.Checked<Upload> check(Map<String, Object> plain) {
        return SettingRecord.of(Upload.class).check(Value.Fields.of(plain));
    }

    private static List<String> problems(Map<String, Object> plain) {
        return check(plain).faults().stream()
                .map(fault -> fault.problem("it").toString())
                .toList();
    }

    private static Map<String, Object> with(String key, Object value) {
        Map<String, Object> plain = new LinkedHashMap<>();
        plain.put("url", "http://here/");
        plain.put(key, value);
        return plain;
    }

    @Test
    void whatIsNotGivenHasItsDefault() {
        assertThat(check(Map.of("url", "http://here/")).settings())
                .contains(new Upload(
                        URI.create("http://here/"),
                        Method.POST,
                        100,
                        Duration.ofMillis(1_500),
                        Duration.ofMinutes(1),
                        Map.of(),
                        List.of(200, 204),
                        0600,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void whatIsGivenIsInTheRecord() {
        Upload upload = check(Map.ofEntries(
                        Map.entry("url", "http://here/"),
                        Map.entry("method", "POST"),
                        Map.entry("max_size", 7),
                        Map.entry("patience", 0.5),
                        Map.entry("pause", 2),
                        Map.entry("headers", Map.of("a", "b")),
                        Map.entry("expect", List.of(404)),
                        Map.entry("mode", "0755"),
                        Map.entry("then", "echo"),
                        Map.entry("tls", Map.of("ca", "/etc/ca", "check_names", false)),
                        Map.entry("token", "/not/there")))
                .settings()
                .orElseThrow();

        assertThat(upload)
                .isEqualTo(new Upload(
                        URI.create("http://here/"),
                        Method.POST,
                        7,
                        Duration.ofMillis(500),
                        Duration.ofSeconds(2),
                        Map.of("a", "b"),
                        List.of(404),
                        0755,
                        Optional.of(List.of("/bin/sh", "-c", "echo")),
                        Optional.of(new Tls(Path.of("/etc/ca"), false)),
                        Optional.of(new SecretFile(Path.of("/not/there")))));
    }

    @Test
    void everyBadValueIsToldWithWhatIsExpectedAndNearest() {
        assertThat(problems(Map.of()))
                .containsExactly(
                        "it.url: is missing; expected a URI with a scheme, such as" + " \"https://example.org/path\"");
        assertThat(problems(with("url", "here")))
                .containsExactly("it.url: expected a URI with a scheme, such as"
                        + " \"https://example.org/path\", was \"here\"");
        assertThat(problems(with("maxsize", 1))).containsExactly("it.maxsize: unknown key; did you mean max_size?");
        assertThat(problems(with("max_size", 0)))
                .containsExactly(
                        "it.max_size: expected a whole number of bytes from 1 to 65536, was 0; did you mean 1?");
        assertThat(problems(with("pause", 61)))
                .containsExactly("it.pause: expected seconds from 1 to 60, was 61; did you mean 60?");
        assertThat(problems(with("method", "post")))
                .containsExactly("it.method: unknown value post; did you mean POST?");
        assertThat(problems(with("expect", List.of(200, 600))))
                .containsExactly("it.expect[1]: expected a whole number from 100 to 599, was 600; did you mean 599?");
        assertThat(problems(with("tls", Map.of("ca", "x", "checknames", true))))
                .containsExactlyInAnyOrder(
                        "it.tls.ca: must be absolute (begin with '/'), was \"x\"",
                        "it.tls.checknames: unknown key; did you mean check_names?");
    }

    @Test
    void whatTheConstructorRefusesIsAtItsKey() {
        Location at = new Location("a.json", 3, 7);
        List<Value.Field> fields = List.of(
                new Value.Field("url", at, new Value.Text("http://here/", at)),
                new Value.Field("method", at, new Value.Text("GET", at)),
                new Value.Field("then", new Location("a.json", 9, 2), new Value.Text("date", at)));

        assertThat(SettingRecord.of(Upload.class)
                        .check(new Value.Fields(fields, at))
                        .faults())
                .extracting(fault -> fault.problem("it").toString())
                .containsExactly("a.json:9:2: it.then: has no meaning with method GET; leave it out");
        assertThat(problems(with("tls", Map.of("ca", "/tmp/ca", "check_names", false))))
                .containsExactly("it.tls.check_names: must not be false with a ca in /tmp");
    }

    @Test
    void schemaAndPageAreMadeFromTheRecord() {
        assertThat(SettingRecord.of(Upload.class).table().markdown())
                .contains(
                        "| `max_size` | a whole number of bytes from 1 to 65536 | `100` | How much. |",
                        "| `mode` | octal digits in a string, such as \"022\", at most 777 | `600` | Of the file. |");
        assertThat(SettingRecord.of(Upload.class).table().schema()).containsEntry("required", List.of("url"));
    }

    @Test
    void aSecretFileIsCheckedWithTheConfigAndReadLater(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("token"), "s3cret\n");
        Location at = new Location("a.json", 1, 1);
        Value raw = new Value.Text(file.toString(), at);

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThat(SettingKinds.secretFile().convert(raw).faults())
                .extracting(SettingKind.Fault::words)
                .containsExactly(file + " is open to others than its owner; chmod 600 it");
        assertThatThrownBy(() -> new SecretFile(file).read())
                .hasMessage("secret file " + file + " is open to others than its owner; chmod 600 it");

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        SecretFile secret = SettingKinds.secretFile().convert(raw).value().orElseThrow();
        assertThat(secret.read()).isEqualTo("s3cret");

        Files.delete(file);
        assertThat(SettingKinds.secretFile().convert(raw).faults())
                .extracting(SettingKind.Fault::words)
                .containsExactly(file + " does not exist");
    }

    /** 200, or "2xx". */
    private record Status(int from, int to) {
        static SettingKind<Status> kind() {
            SettingKind<Status> one =
                    SettingKinds.mapped(SettingKinds.whole(100, 599), code -> new Status(code, code), Status::from);
            SettingKind<Status> all =
                    SettingKinds.mapped(SettingKinds.choice("2xx"), name -> new Status(200, 299), status -> "2xx");
            return SettingKinds.either(one, all);
        }
    }

    private record Expected(
            @Doc("What is good.") @Default({"200", "2xx"}) List<Status> status) {}

    @Test
    void aTypeOfTheAuthorsOwnSaysWhatItTakes() {
        SettingRecord<Expected> settings = SettingRecord.of(Expected.class);
        assertThat(settings.check(Value.Fields.of(Map.of())).settings())
                .contains(new Expected(List.of(new Status(200, 200), new Status(200, 299))));
        assertThat(settings.check(Value.Fields.of(Map.of("status", List.of("3xx"))))
                        .faults())
                .extracting(fault -> fault.problem("it").toString())
                .containsExactly(
                        "it.status[0]: expected a whole number from 100 to 599, or 2xx, was the string \"3xx\"");
        assertThat(settings.table().markdown()).contains("`[200, 2xx]`");
    }

    private record NoDoc(String name) {}

    private record BadType(@Doc("A date.") java.util.Date date) {}

    private record BadDefault(
            @Doc("A number.") @Default("many") int number) {}

    private record BadForm(
            @Doc("A mode.") @Form(Form.Of.OCTAL) String mode) {}

    private record Idle(@Doc("A name.") @Range(max = 2) String name) {}

    @Test
    void mistakesOfTheAuthorNameTheComponent() {
        assertThatThrownBy(() -> SettingRecord.of(NoDoc.class)).hasMessageContaining("NoDoc.name: has no @Doc");
        assertThatThrownBy(() -> SettingRecord.of(BadType.class))
                .hasMessageContaining("BadType.date: cannot be a java.util.Date");
        assertThatThrownBy(() -> SettingRecord.of(BadDefault.class))
                .hasMessageContaining(
                        "BadDefault.number: does not take its @Default [many]; expected a whole number >= 0");
        assertThatThrownBy(() -> SettingRecord.of(BadForm.class))
                .hasMessageContaining("BadForm.mode: has @Form(OCTAL), which is not for java.lang.String");
        assertThatThrownBy(() -> SettingRecord.of(Idle.class))
                .hasMessageContaining("Idle.name: has a @Range and is neither an int nor a Duration");
    }
}
