package twitcher.itest;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import twitcher.itest.support.Cluster;
import twitcher.itest.support.Daemon;
import twitcher.itest.support.Journal;

/** The action types http and file in the real daemon, from configs in both languages. */
class ActionTypesTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @RegisterExtension
    static final Cluster CLUSTER = new Cluster();

    private static final List<String> REQUESTS = new CopyOnWriteArrayList<>();
    private static HttpServer server;

    @BeforeAll
    static void serve() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            REQUESTS.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("X-Twitcher-Event") + " " + body);
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterAll
    static void stopServing() {
        server.stop(0);
    }

    private static void await(String what, java.util.concurrent.Callable<Boolean> condition) {
        Awaitility.await(what).atMost(LIMIT).until(condition);
    }

    private static String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    @Test
    void bothLanguagesSendToAUrl() throws Exception {
        CLUSTER.nodes().create("/types/http", "one");
        CLUSTER.watch(
                "http",
                "\"znode\": \"/types/http\", \"action\": {\"type\": \"http\", \"url\": \"" + url("/json") + "\"}");
        CLUSTER.daemon()
                .drop(
                        "http.twc",
                        "RegisterWatch('/types/http', Action('http', url='" + url("/python")
                                + "', expected_status=[200, '300-399']))\n");
        await("both have sent", () -> REQUESTS.containsAll(List.of("/json loaded one", "/python loaded one")));
        CLUSTER.nodes().set("/types/http", "two");

        await("both have sent again", () -> REQUESTS.containsAll(List.of("/json changed two", "/python changed two")));
    }

    @Test
    void bothLanguagesWriteAFile() throws Exception {
        Path folder = Files.createDirectory(CLUSTER.file("written"));
        Journal journal = CLUSTER.journal("written");
        CLUSTER.nodes().create("/types/file", "one");
        CLUSTER.watch(
                "file",
                "\"znode\": \"/types/file\", \"on_delete\": \"RUN\", \"action\": {\"type\": \"file\", \"path\": \""
                        + folder + "/json\", \"mode\": \"0600\", \"then\": \"cat $TWITCHER_FILE >> " + journal.file()
                        + "; echo >> "
                        + journal.file() + "\"}");
        CLUSTER.daemon()
                .drop(
                        "file.twc",
                        "RegisterWatch('/types/file', Action('file', path='" + folder + "/python',"
                                + " check=['grep', '-q', 'o', '{}']))\n");
        for (String text : List.of("one", "two")) {
            CLUSTER.nodes().set("/types/file", text);
            journal.awaitLast(text);
            await("Python's is " + text, () -> is(folder.resolve("python"), text));
        }
        CLUSTER.nodes().set("/types/file", "bad");
        journal.awaitLast("bad");
        CLUSTER.awaitCommand(
                "Python's refuses", out -> out.contains("check refused the new file: exit 1"), "runs", "file.twc");
        assertThat(folder.resolve("python")).hasContent("two");
        CLUSTER.nodes().delete("/types/file");
        await("JSON's is removed", () -> Files.notExists(folder.resolve("json")));
    }

    private static boolean is(Path file, String text) throws Exception {
        return Files.exists(file) && Files.readString(file).equals(text);
    }

    @Test
    void bothLanguagesSayWhereASettingIsBad() throws Exception {
        CLUSTER.daemon().drop("bad.json", """
                {"watches": [
                  {"znode": "/a", "action": {"type": "http", "url": "ftp://host/", "expected_status": ["2xx"]}},
                  {"znode": "/b", "uid": "root", "run_mode": "PARALLEL", "action": {"type": "file", "path": "/x/y"}},
                  {"znode": "/c", "action": {"type": "file", "path": "/x/y", "owner": "no-such-user"}}
                ]}
                """);
        CLUSTER.daemon().drop("bad.twc", """
                RegisterWatch('/a', Action('http', url='http://host/', timeout=-1))
                RegisterWatch('/b', Action('file', path='/x/y', modes='0644'))
                """);
        for (String problem : List.of(
                "bad.json:2:88: action.expected_status[0]: expected a whole number from 100 to 599, or a range such as",
                "bad.json:3:19: uid: must be left out: this action of type file has no process",
                "bad.json:3:34: run_mode: must not be PARALLEL for an action of type file",
                "action.owner: no such user: no-such-user",
                "bad.twc:1: action.timeout: expected seconds > 0, was -1",
                "bad.twc:2: action.modes: unknown key; did you mean mode?")) {
            CLUSTER.awaitCommand(problem, out -> out.contains(problem), "configs");
        }
        CLUSTER.daemon().remove("bad.json");
        CLUSTER.daemon().remove("bad.twc");
    }

    /** A value that JSON and Python write alike, and what is said of it. */
    private record Bad(String type, String key, String value, String words) {
        /** The settings of the action in JSON, which is a dictionary in Python as well. */
        String settings() {
            String needed = type.equals("http") ? "\"url\": \"https://host/\", " : "\"path\": \"/x/y\", ";
            return (needed.contains('"' + key + '"') ? "" : needed) + '"' + key + "\": " + value;
        }

        boolean isToldIn(String out, String place) {
            return out.lines()
                    .anyMatch(
                            line -> line.matches(".*" + place + ": action\\." + key + "\\b.*") && line.contains(words));
        }
    }

    private static final List<Bad> EVERY_SETTING = List.of(
            new Bad("http", "url", "\"ftp://host/\"", "expected https://HOST/"),
            new Bad("http", "method", "\"post\"", "did you mean POST?"),
            new Bad("http", "body", "\"XML\"", "expected PAYLOAD, JSON or NONE"),
            new Bad("http", "headers", "{\"X A\": \"a\"}", "invalid header name"),
            new Bad("http", "secret_headers", "{\"X-Key\": \"/no/key\"}", "/no/key does not exist"),
            new Bad("http", "bearer_token_file", "\"/no/token\"", "/no/token does not exist"),
            new Bad("http", "timeout", "\"10s\"", "did you mean 10?"),
            new Bad("http", "expected_status", "200", "expected a list"),
            new Bad("http", "ca_file", "\"ca.pem\"", "must be absolute"),
            new Bad("http", "client_certificate", "\"/c.pem\"", "needs client_key"),
            new Bad("http", "client_key", "\"/no/key\"", "/no/key does not exist"),
            new Bad("file", "path", "\"app.conf\"", "must be absolute"),
            new Bad("file", "mode", "\"rw\"", "expected octal digits"),
            new Bad("file", "owner", "\"nobody-such\"", "no such user: nobody-such"),
            new Bad("file", "group", "\"nogroup-such\"", "no such group: nogroup-such"),
            new Bad("file", "backup", "\"old\"", "must be absolute"),
            new Bad("file", "unless_same", "\"yes\"", "expected true or false"),
            new Bad("file", "check", "\"\"", "must not be empty"),
            new Bad("file", "then", "[]", "must not be an empty list"));

    @Test
    void everySettingIsCheckedInBothLanguages() throws Exception {
        String json = EVERY_SETTING.stream()
                .map(bad ->
                        "{\"znode\": \"/a\", \"action\": {\"type\": \"" + bad.type() + "\", " + bad.settings() + "}}")
                .collect(Collectors.joining(",\n", "{\"watches\": [\n", "\n]}\n"));
        String python = EVERY_SETTING.stream()
                .map(bad -> "RegisterWatch('/a', Action('" + bad.type() + "', **{" + bad.settings() + "}))\n")
                .collect(Collectors.joining("", "# One bad value each.\n", ""));
        CLUSTER.daemon().drop("every.json", json);
        CLUSTER.daemon().drop("every.twc", python);
        CLUSTER.awaitCommand("both languages tell of each", out -> untold(out).isEmpty(), "configs");
        CLUSTER.daemon().remove("every.json");
        CLUSTER.daemon().remove("every.twc");
    }

    private static List<String> untold(String out) {
        return IntStream.range(0, EVERY_SETTING.size())
                .boxed()
                .flatMap(i -> Stream.of("every\\.json:" + (i + 2) + ":\\d+", "every\\.twc:" + (i + 2))
                        .filter(place -> !EVERY_SETTING.get(i).isToldIn(out, place)))
                .toList();
    }

    @Test
    void severalWritersOfOneFileAreTold() throws Exception {
        Path file = CLUSTER.file("shared");
        CLUSTER.nodes().create("/types/shared", "x");
        for (String name : List.of("first", "second")) {
            CLUSTER.watch(
                    name, "\"znode\": \"/types/shared\", \"action\": {\"type\": \"file\", \"path\": \"" + file + "\"}");
        }
        Daemon daemon = CLUSTER.daemon();

        await(
                "the log tells",
                () -> daemon.logText()
                        .contains(
                                file
                                        + " is written by 2 watches, of which the last to run wins: first.json:it, second.json:it"));
    }
}
