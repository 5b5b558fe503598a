package twitcher.action.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import twitcher.api.Event;
import twitcher.api.Node;
import twitcher.api.Payload;
import twitcher.api.action.AsyncAction;

class HttpActionTypeTest {
    private static final Payload ON = Payload.ofText("on");

    @TempDir
    Path home;

    private final Sender sender = new Sender();
    private Site site;

    private Site site(HttpHandler answer) throws IOException {
        site = Site.answering(answer);
        return site;
    }

    private Site site() throws IOException {
        return site(Site.status(200, ""));
    }

    @AfterEach
    void close() {
        sender.close();
        if (site != null) {
            site.close();
        }
    }

    @Test
    void thePayloadIsSentAsItIs() throws Exception {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        assertThat(sender.send(TestRun.of(Payload.copyOf(all)), "url", site().url("/hook?a=b%20c"))
                        .words())
                .isEqualTo("ok");

        assertThat(site.request().method()).isEqualTo("POST");
        assertThat(site.request().path()).isEqualTo("/hook?a=b%20c");
        assertThat(site.request().body()).isEqualTo(all);
        assertThat(site.request().headers())
                .containsEntry("Content-Type", "application/octet-stream")
                .doesNotContainKey("Upgrade");
    }

    @Test
    void aMegabyteArrivesWhole() throws Exception {
        byte[] large = new byte[1024 * 1024];
        new Random(1).nextBytes(large);
        assertThat(sender.send(TestRun.of(Payload.copyOf(large)), "url", site().url("/"))
                        .words())
                .isEqualTo("ok");

        assertThat(site.request().body()).isEqualTo(large);
    }

    @Test
    void headersTellOfTheRun() throws Exception {
        sender.words("url", site().url("/"));

        assertThat(site.request().headers())
                .containsEntry("X-Twitcher-Znode", "/app/config")
                .containsEntry("X-Twitcher-Event", "changed")
                .containsEntry("X-Twitcher-Mzxid", "12")
                .containsEntry("X-Twitcher-Version", "14")
                .containsEntry("X-Twitcher-Watch", "test.json:it")
                .containsEntry("X-Twitcher-Run", "run-7")
                .containsEntry("X-Twitcher-Attempt", "3");
    }

    @Test
    void whatNoHeaderCanHoldIsEncoded() throws Exception {
        TestRun run = TestRun.of("ü 100%.json:a\u20ac", Node.data("/\u00e9"), Event.DELETED, Payload.EMPTY);
        assertThat(sender.send(run, "url", site().url("/")).words()).isEqualTo("ok");

        assertThat(site.request().headers())
                .containsEntry("X-Twitcher-Watch", "%C3%BC 100%25.json:a%E2%82%AC")
                .containsEntry("X-Twitcher-Znode", "/%C3%A9")
                .containsEntry("X-Twitcher-Mzxid", "");
    }

    @Test
    void theEnvelopeIsJson() throws Exception {
        sender.words("url", site().url("/"), "body", "JSON", "method", "PUT");

        assertThat(site.request().method()).isEqualTo("PUT");
        assertThat(site.request().headers()).containsEntry("Content-Type", "application/json");
        assertThat(site.request().body()).asString().startsWith("{\"watch\":").endsWith("\"payload\":\"on\"}");
    }

    @ParameterizedTest
    @CsvSource({"GET,0", "DELETE,0", "HEAD,0", "POST,2", "PUT,2", "PATCH,2"})
    void aMethodHasABodyOrNot(String method, int size) throws Exception {
        assertThat(sender.words("url", site().url("/"), "method", method)).isEqualTo("ok");

        assertThat(site.request().method()).isEqualTo(method);
        assertThat(site.request().body()).hasSize(size);
    }

    @Test
    void headersOfTheConfigWin() throws Exception {
        sender.words("url", site().url("/"), "headers", Map.of("content-type", "text/plain", "X-Extra", "1"));

        assertThat(site.request().headers())
                .containsEntry("Content-Type", "text/plain")
                .containsEntry("X-Extra", "1");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 204, 299, 404})
    void anExpectedStatusIsASuccess(int status) throws Exception {
        site(Site.status(status, ""));
        assertThat(sender.words("url", site.url("/"), "expected_status", List.of("200-299", 404)))
                .isEqualTo("ok");
    }

    @ParameterizedTest
    @CsvSource({
        "403,'failed: status 403, expected 200-299'",
        "503,'failed: status 503, expected 200-299'",
        "302,'failed: status 302, expected 200-299; redirects are not followed'"
    })
    void anyOtherIsAFailure(int status, String words) throws Exception {
        site(Site.status(status, "", "Location", "/elsewhere"));
        assertThat(sender.words("url", site.url("/"))).isEqualTo(words);
        assertThat(site.requests()).hasSize(1);
    }

    @Test
    void aSimulationTellsWhatWouldBeSent() {
        AsyncAction action = sender.action("url", "https://host:8443/hook?token=hush", "body", "JSON");

        assertThat(action.describe(TestRun.of(ON)).what())
                .isEqualTo("sends POST with body JSON to https://host:8443/hook");
    }

    @Test
    void theAnswerIsTheOutput() throws Exception {
        site(Site.status(503, "down for maintenance\n"));
        TestRun run = TestRun.of(ON);
        sender.send(run, "url", site.url("/"));

        assertThat(run.output()).isEqualTo("down for maintenance\n");
    }

    @Test
    void secretsAreReadForEachRun() throws Exception {
        Path token = secret("token", "first\n");
        Path key = secret("key", "k1");
        Object[] settings = {
            "url", site().url("/"), "bearer_token_file", "" + token, "secret_headers", Map.of("X-Key", "" + key)
        };
        assertThat(sender.words(settings)).isEqualTo("ok");
        assertThat(site.request().headers())
                .containsEntry("Authorization", "Bearer first")
                .containsEntry("X-Key", "k1");

        Files.writeString(token, "second");
        assertThat(sender.words(settings)).isEqualTo("ok");
        assertThat(site.request().headers()).containsEntry("Authorization", "Bearer second");
    }

    @Test
    void aSecretThatOthersCanReadIsNotSent() throws Exception {
        Path token = secret("token", "hush");
        Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(sender.words("url", site().url("/"), "bearer_token_file", "" + token))
                .startsWith("not started: ")
                .contains(token.toString(), "chmod 600")
                .doesNotContain("hush");
        assertThat(site.requests()).isEmpty();
    }

    @Test
    void aSecretThatIsNoHeaderIsNotShown() throws Exception {
        Path key = secret("key", "hu\nsh");

        assertThat(sender.words("url", site().url("/"), "secret_headers", Map.of("X-Key", "" + key)))
                .isEqualTo("not started: the content of " + key + " cannot be the value of a header");
    }

    private Path secret(String name, String text) throws IOException {
        Path file = Files.writeString(home.resolve(name), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
