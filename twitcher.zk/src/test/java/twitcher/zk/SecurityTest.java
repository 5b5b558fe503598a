package twitcher.zk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static twitcher.zk.Source.PATIENCE;
import static twitcher.zk.Source.awaitLast;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.zookeeper.ZooDefs;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import twitcher.api.Node;
import twitcher.api.node.Connection.State;
import twitcher.zk.server.ZooKeeperProcess;

/** Against servers that ask who one is, with certificates made for the test. */
@Timeout(180)
class SecurityTest {
    private static final String PASSWORD = "only for tests";
    private static Path directory;
    private static Path passwordFile;
    private static ZooKeeperProcess server;
    private static String securePort;
    private Source source = new Source();

    @BeforeAll
    static void start(@TempDir Path temporary) throws Exception {
        directory = temporary;
        passwordFile = secret("password", PASSWORD);
        authority("authority", "ca");
        authority("stranger", "ca");
        issued("server", "authority", "dns:localhost,ip:127.0.0.1", "1");
        securePort = freePort();
        server = secured(new ZooKeeperProcess(temporary.resolve("zk")), "server");
        server.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void close() {
        source.close();
    }

    @Test
    void digestOpensWhatItMay() throws Exception {
        try (Writer writer = new Writer(server.connectString())) {
            writer.client.addAuthInfo("digest", Source.bytes("me:pass"));
            writer.create("/digest", "for me");
            writer.client.setACL("/digest", new ArrayList<>(ZooDefs.Ids.CREATOR_ALL_ACL), -1);
        }
        Heard heard = source.listen(Node.data("/digest"));
        source.use(server.connectString());
        awaitLast(heard, "!no access (NoAuth)");
        source.use(
                server.connectString(),
                "digestFile",
                secret("digest", "me:pass").toString());
        awaitLast(heard, "for me");
    }

    @Test
    void aSecretThatOthersMayReadIsNotUsed() throws Exception {
        Path open = secret("open", "me:pass");
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
        source.use(server.connectString(), "digestFile", open.toString());
        assertThat(source.connection().state()).isEqualTo(State.CONNECTING);
        assertThat(source.connection().detail().orElseThrow()).contains("digestFile", "must have mode 0600");
    }

    @Test
    void tlsWithCertificatesOfBothConnects() {
        Heard heard = source.listen(Node.data("/tls"));
        source.use("localhost:" + securePort, tls("server", "authority"));
        awaitLast(heard, "missing");
    }

    @Test
    void anUnknownAuthorityIsRefusedAndTold() {
        source.use("localhost:" + securePort, tls("server", "stranger"));
        awaitDetail("unable to find valid certification path");
    }

    @Test
    void aWrongHostNameIsRefusedAndTold() throws Exception {
        issued("elsewhere", "authority", "dns:elsewhere.example", "1");
        try (ZooKeeperProcess other = secured(new ZooKeeperProcess(directory.resolve("zk2")), "elsewhere")) {
            String port = freePort();
            other.with("secureClientPort", port).start();
            source.use("localhost:" + port, tls("server", "authority"));
            awaitDetail("No subject alternative DNS name matching localhost found");
        }
    }

    @Test
    void anExpiredCertificateIsRefusedAndTold() throws Exception {
        issued("expired", "authority", "dns:localhost", "-1");
        try (ZooKeeperProcess other = secured(new ZooKeeperProcess(directory.resolve("zk3")), "expired")) {
            String port = freePort();
            other.with("secureClientPort", port).start();
            source.use("localhost:" + port, tls("server", "authority"));
            awaitDetail("NotAfter");
        }
    }

    private void awaitDetail(String words) {
        await().atMost(PATIENCE.multipliedBy(3))
                .untilAsserted(() ->
                        assertThat(source.connection().detail().orElse("")).contains(words));
        assertThat(source.connection().state()).isNotEqualTo(State.CONNECTED);
    }

    private static String[] tls(String keys, String authority) {
        return new String[] {
            "tls", "true",
            "tlsKeyStore", directory.resolve(keys + ".p12").toString(),
            "tlsKeyStorePasswordFile", passwordFile.toString(),
            "tlsTrustStore", directory.resolve(authority + "-trust.p12").toString(),
            "tlsTrustStorePasswordFile", passwordFile.toString()
        };
    }

    private static ZooKeeperProcess secured(ZooKeeperProcess process, String keys) {
        return process.with("serverCnxnFactory", "org.apache.zookeeper.server.NettyServerCnxnFactory")
                .with("secureClientPort", securePort)
                .with("ssl.keyStore.location", directory.resolve(keys + ".p12").toString())
                .with("ssl.keyStore.password", PASSWORD)
                .with(
                        "ssl.trustStore.location",
                        directory.resolve("authority-trust.p12").toString())
                .with("ssl.trustStore.password", PASSWORD);
    }

    private static String freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return Integer.toString(free.getLocalPort());
        }
    }

    private static Path secret(String name, String text) throws IOException {
        Path file = Files.writeString(directory.resolve(name), text + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private static void authority(String name, String extension) throws Exception {
        keytool(
                "-genkeypair",
                "-keystore",
                name + ".p12",
                "-alias",
                name,
                "-dname",
                "CN=" + name,
                "-ext",
                "bc=" + extension + ":true");
        keytool("-exportcert", "-keystore", name + ".p12", "-alias", name, "-file", name + ".crt");
        keytool("-importcert", "-keystore", name + "-trust.p12", "-alias", name, "-file", name + ".crt", "-noprompt");
    }

    /** A certificate of {@code authority}, valid for so many days; for -1, until yesterday. */
    private static void issued(String name, String authority, String names, String days) throws Exception {
        keytool("-genkeypair", "-keystore", name + ".p12", "-alias", name, "-dname", "CN=" + name);
        keytool("-certreq", "-keystore", name + ".p12", "-alias", name, "-file", name + ".csr");
        keytool(
                "-gencert",
                "-keystore",
                authority + ".p12",
                "-alias",
                authority,
                "-infile",
                name + ".csr",
                "-outfile",
                name + ".crt",
                "-ext",
                "san=" + names,
                "-startdate",
                days.equals("-1") ? "-2d" : "-1d",
                "-validity",
                days.equals("-1") ? "1" : "3");
        keytool(
                "-importcert",
                "-keystore",
                name + ".p12",
                "-alias",
                authority,
                "-file",
                authority + ".crt",
                "-noprompt");
        keytool("-importcert", "-keystore", name + ".p12", "-alias", name, "-file", name + ".crt", "-noprompt");
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storepass", PASSWORD, "-storetype", "PKCS12"));
        if (Stream.of(arguments).anyMatch("-genkeypair"::equals)) {
            command.addAll(List.of("-keyalg", "EC"));
        }
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(output).isZero();
    }
}
