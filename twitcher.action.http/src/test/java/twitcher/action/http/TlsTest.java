package twitcher.action.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
    @TempDir
    Path home;

    private final Sender sender = new Sender();
    private Site site;

    @BeforeEach
    void open() throws IOException {
        site = Site.secure(server().context(), false);
    }

    @AfterEach
    void close() {
        sender.close();
        site.close();
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = TlsTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Tls server() throws IOException {
        return new Tls(
                Optional.of(resource("ours.pem")),
                Optional.of(resource("server.pem")),
                Optional.of(resource("server.key")));
    }

    /** The path of a copy that only the owner may read. */
    private String file(String name) throws IOException {
        Path file = Files.writeString(home.resolve(name), resource(name));
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"))
                .toString();
    }

    @Test
    void aServerOfOurAuthorityIsTrusted() throws Exception {
        assertThat(sender.words("url", site.url("/"), "ca_file", file("ours.pem")))
                .isEqualTo("ok");

        assertThat(site.request().body()).asString().isEqualTo("on");
    }

    @Test
    void aServerOfAnotherAuthorityIsNot() throws Exception {
        String untrusted = "failed: TLS with localhost:" + site.port()
                + ": the server's certificate is of no authority that is trusted; ca_file says who is";

        assertThat(sender.words("url", site.url("/"), "ca_file", file("others.pem")))
                .isEqualTo(untrusted);
        assertThat(sender.words("url", site.url("/"))).isEqualTo(untrusted);
        assertThat(site.requests()).isEmpty();
    }

    @Test
    void theCertificateMustNameTheHost() throws Exception {
        String address = site.url("/").replace("localhost", "127.0.0.1");

        assertThat(sender.words("url", address, "ca_file", file("ours.pem")))
                .startsWith("failed: TLS with 127.0.0.1:" + site.port() + ": ")
                .contains("127.0.0.1 found");
    }

    @Test
    void aClientShowsItsCertificateIfItHasOne() throws Exception {
        try (Site strict = Site.secure(server().context(), true)) {
            String ours = file("ours.pem");
            assertThat(sender.words(
                            "url",
                            strict.url("/"),
                            "ca_file",
                            ours,
                            "client_certificate",
                            file("client.pem"),
                            "client_key",
                            file("client.key")))
                    .isEqualTo("ok");
            assertThat(sender.words("url", strict.url("/"), "ca_file", ours)).startsWith("failed: ");
            assertThat(strict.requests()).hasSize(1);
        }
    }

    @Test
    void aFileThatIsReplacedCountsFromTheNextRunOn() throws Exception {
        Path authority = Path.of(file("others.pem"));
        assertThat(sender.words("url", site.url("/"), "ca_file", "" + authority))
                .startsWith("failed: ");
        Files.writeString(authority, resource("ours.pem"));

        assertThat(sender.words("url", site.url("/"), "ca_file", "" + authority))
                .isEqualTo("ok");
    }

    @Test
    void aMissingFileIsNamed() throws Exception {
        assertThat(sender.words("url", site.url("/"), "ca_file", "/no/such.pem"))
                .isEqualTo("not started: ca_file: no such file: /no/such.pem");
    }

    @Test
    void whatIsNoCertificateIsSaidToBeNone() throws Exception {
        String key = resource("client.key");
        assertThat(words(Optional.of("hello"), Optional.empty(), Optional.empty()))
                .startsWith("ca_file: ");
        assertThat(words(Optional.of(key), Optional.empty(), Optional.empty())).startsWith("ca_file: ");
        assertThat(words(Optional.empty(), Optional.of(""), Optional.of(key)))
                .isEqualTo("client_certificate: holds no certificate in PEM format");
        assertThat(words(Optional.empty(), Optional.of(resource("client.pem")), Optional.of("hush")))
                .startsWith("client_key: holds no unencrypted private key in PKCS #8")
                .doesNotContain("hush");
    }

    private static String words(Optional<String> authorities, Optional<String> certificate, Optional<String> key) {
        String[] words = new String[1];
        assertThatThrownBy(() -> new Tls(authorities, certificate, key).context())
                .isInstanceOfSatisfying(IllegalArgumentException.class, e -> words[0] = e.getMessage());
        return words[0];
    }

    @Test
    void theKeyIsInNoWords() throws Exception {
        assertThat(server().toString()).isEqualTo("Tls[]");
    }
}
