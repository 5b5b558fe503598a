package twitcher.action.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import twitcher.api.action.ActionType;
import twitcher.api.process.Accounts;
import twitcher.api.settings.Location;
import twitcher.api.settings.Problem;
import twitcher.api.settings.Value;
import twitcher.api.settings.WatchSettings;

/** Every setting with what it does not take, by the check that configs of every language go through. */
class HttpSettingsTest {
    private static final Location PLACE = new Location("a.json", 3, 7);
    private static final String URL = "https://example.org/hook";

    private static final class Known implements WatchSettings.Resolver {
        @Override
        public Optional<ActionType<?>> actionType(String name) {
            return name.equals("http") ? Optional.of(new HttpActionType()) : Optional.empty();
        }

        @Override
        public Optional<Accounts> accounts() {
            return Optional.empty();
        }
    }

    private static List<String> problems(Map<String, Object> watch, Object... settings) {
        Map<String, Object> action = new LinkedHashMap<>(Map.of("type", "http", "url", URL));
        for (int i = 0; i < settings.length; i += 2) {
            action.put((String) settings[i], settings[i + 1]);
        }
        Map<String, Object> all = new LinkedHashMap<>(watch);
        all.put("znode", "/a");
        all.put("action", action);
        Value.Fields declared = (Value.Fields) Value.of(all, PLACE);
        return WatchSettings.check(List.of(declared), new Known()).problems().stream()
                .map(Problem::toString)
                .toList();
    }

    private static Arguments bad(String problem, Object... settings) {
        return Arguments.of("a.json:3:7: action." + problem, settings);
    }

    static Stream<Arguments> badSettings() {
        String uri = "expected a URI with a scheme, such as \"https://example.org/path\", was ";
        String place = "expected https://HOST/... or http://HOST/..., was ";
        String statuses = "a whole number from 100 to 599, or a range such as \"200-299\", was ";
        return Stream.of(
                bad("url: " + uri + "\"/hook\"", "url", "/hook"),
                bad(
                        "url: is no URI: Illegal character in path at character 17, was \"https://host/a/b c\"",
                        "url",
                        "https://host/a/b c"),
                bad("url: " + place + "ftp://host/", "url", "ftp://host/"),
                bad("url: " + place + "https:///hook", "url", "https:///hook"),
                bad("url: " + place + "https://a_b/", "url", "https://a_b/"),
                bad("url: must not hold a user or password; see secret_headers", "url", "https://u:p@host/"),
                bad("url: must not have a '#', which is never sent", "url", "https://host/#top"),
                bad("url: expected a port from 1 to 65535, was 70000", "url", "https://host:70000/"),
                bad("method: unknown value post; did you mean POST?", "method", "post"),
                bad("body: unknown value XML; expected PAYLOAD, JSON or NONE", "body", "XML"),
                bad("body: nothing can be sent with method GET; leave it out", "body", "JSON", "method", "GET"),
                bad(
                        "headers: expected an object, each value a string that is not empty, was a list",
                        "headers",
                        List.of()),
                bad(
                        "headers.X-A: expected a string that is not empty, was 1; did you mean \"1\"?",
                        "headers",
                        Map.of("X-A", 1)),
                bad("headers.X-A: a header takes a line of Latin-1 characters only", "headers", Map.of("X-A", "a\nb")),
                bad("headers: invalid header name: \"X A\"", "headers", Map.of("X A", "a")),
                bad("headers.Host: restricted header name: \"Host\"", "headers", Map.of("Host", "a")),
                bad(
                        "headers.x-twitcher-run: is set by twitcher; leave it out",
                        "headers",
                        Map.of("x-twitcher-run", "a")),
                bad(
                        "secret_headers.X-Key: must be absolute (begin with '/'), was \"key\"",
                        "secret_headers",
                        Map.of("X-Key", "key")),
                bad("secret_headers.X-Key: /no/key does not exist", "secret_headers", Map.of("X-Key", "/no/key")),
                bad("bearer_token_file: /no/token does not exist", "bearer_token_file", "/no/token"),
                bad("timeout: expected seconds > 0, was 0", "timeout", 0),
                bad("timeout: expected seconds > 0, was the string \"10s\"; did you mean 10?", "timeout", "10s"),
                bad("expected_status: must not be empty", "expected_status", List.of()),
                bad("expected_status: expected a list, each item " + statuses + "200", "expected_status", 200),
                bad("expected_status[0]: expected " + statuses + "700", "expected_status", List.of(700)),
                bad(
                        "expected_status[1]: expected " + statuses + "the string \"2xx\"",
                        "expected_status",
                        List.of(200, "2xx")),
                bad(
                        "expected_status[0]: expected " + statuses + "the string \"299-200\"",
                        "expected_status",
                        List.of("299-200")),
                bad("ca_file: must be absolute (begin with '/'), was \"ca.pem\"", "ca_file", "ca.pem"),
                bad("ca_file: has no meaning without https", "ca_file", "/ca.pem", "url", "http://host/"),
                bad("client_certificate: needs client_key, the file with its key", "client_certificate", "/c.pem"),
                bad("client_key: /no/key does not exist", "client_key", "/no/key"),
                bad("time_out: unknown key; did you mean timeout?", "time_out", 3));
    }

    @ParameterizedTest
    @MethodSource("badSettings")
    void isRefusedByKey(String problem, Object... settings) {
        assertThat(problems(Map.of(), settings)).singleElement().asString().startsWith(problem);
    }

    @Test
    void theUrlIsRequired() {
        Value.Fields watch = (Value.Fields) Value.of(Map.of("znode", "/a", "action", Map.of("type", "http")), PLACE);
        assertThat(WatchSettings.check(List.of(watch), new Known()).problems())
                .singleElement()
                .asString()
                .startsWith("a.json:3:7: action.url: is missing; expected a URI");
    }

    @Test
    void whatIsForProcessesIsRefused() {
        Map<String, Object> watch = Map.of(
                "uid",
                "root",
                "gid",
                "root",
                "notify_signal",
                "HUP",
                "env",
                Map.of("A", "b"),
                "cwd",
                "/",
                "umask",
                "022");
        assertThat(problems(watch))
                .hasSize(6)
                .allMatch(problem -> problem.endsWith(": must be left out: this action of type http has no process"));
    }

    @Test
    void everySettingIsTakenAtItsBest() {
        assertThat(problems(
                        Map.of("timeout", 60, "retries", 3),
                        "method",
                        "PUT",
                        "body",
                        "JSON",
                        "headers",
                        Map.of("Accept", "*/*"),
                        "secret_headers",
                        Map.of(),
                        "timeout",
                        0.5,
                        "expected_status",
                        List.of("200-299", 409),
                        "ca_file",
                        "/etc/ca.pem"))
                .isEmpty();
    }
}
