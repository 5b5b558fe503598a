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
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import twitcher.api.Node;
import twitcher.api.node.Connection.State;
import twitcher.zk.server.ZooKeeperProcess;

/** Against a server that speaks TLS and demands a certificate, and takes SASL too; the certificates are made for the test. */
@Timeout(180)
class TlsTest {
    private static final String ACCOUNT = "kingfisher-4711";
    private static Path directory;
    private static Certificates certificates;
    private static ZooKeeperProcess server;
    private static String securePort;
    private static Writer writer;
    private final Source source = new Source();
    private LogLines log;

    @BeforeAll
    static void start(@TempDir Path temporary) throws Exception {
        directory = temporary;
        certificates = new Certificates(temporary);
        certificates.authority("authority");
        certificates.authority("stranger");
        certificates.issued("server", "authority");
        certificates.issued("renewed", "authority");
        certificates.issued("foreign", "stranger");
        Path accounts = Files.writeString(temporary.resolve("jaas.conf"), """
                Server { org.apache.zookeeper.server.auth.DigestLoginModule required user_me="%s"; };
                """.formatted(ACCOUNT));
        securePort = freePort();
        server = secured(new ZooKeeperProcess(temporary.resolve("zk")), "server", securePort)
                .with("maxSessionTimeout", "60000") // of the writer, on a busy machine
                .with("authProvider.1", "org.apache.zookeeper.server.auth.SASLAuthenticationProvider")
                .option("-Djava.security.auth.login.config=" + accounts)
                .start();
        writer = new Writer(server.connectString());
    }

    @AfterAll
    static void stop() {
        writer.close();
        server.close();
    }

    @BeforeEach
    void listen() {
        log = LogLines.of("twitcher.zk");
    }

    @AfterEach
    void close() {
        source.close();
        log.close();
    }

    @Test
    void certificatesOfBothConnect() throws Exception {
        Heard heard = source.listen(Node.data("/tls"));
        use(tls("server", "authority"));
        awaitLast(heard, "missing");
    }

    @Test
    void anUnknownAuthorityIsRefusedAndTold() throws Exception {
        use(tls("server", "stranger"));
        awaitTold("unable to find valid certification path");
    }

    @Test
    void aWrongHostNameIsRefusedAndToldWithSaslToo() throws Exception {
        certificates.issued("elsewhere", "authority", "dns:elsewhere.example", "-1d", "4");
        String[] sasl = {"saslDigestFile", secret("account", "me:" + ACCOUNT)};
        isRefused("elsewhere", "No subject alternative DNS name matching localhost found", new String[0], sasl);
    }

    @Test
    void aHandshakeThatFailsIsToldInOurWordsOnly() throws Exception {
        try (LogLines client = LogLines.of("org.apache.zookeeper")) {
            use(tls("server", "stranger"));
            awaitTold("unable to find valid certification path");
            assertThat(client.all()).isNotEmpty().noneMatch(line -> line.contains("SEVERE:"));
        }
    }

    @Test
    void anExpiredCertificateIsRefusedAndTold() throws Exception {
        certificates.issued("expired", "authority", "dns:localhost", "-2d", "1");
        isRefused("expired", "NotAfter", new String[0]);
    }

    @Test
    void aClientWithoutCertificateIsToldThatOneIsDemanded() throws Exception {
        use(trusting("authority"));
        awaitTold("TLS: the server demands a certificate of this client", "set tlsKeyStore in twitcher.zk.cfg");
    }

    @Test
    void aClientWithTheCertificateOfAStrangerIsToldWhichOneIsRefused() throws Exception {
        use(tls("foreign", "authority"));
        awaitTold(
                "TLS: the server does not accept this client's certificate, tlsKeyStore=" + certificates.file("foreign")
                        + " (CN=foreign, issued by CN=stranger, valid until ",
                "is it of an authority that the server trusts?");
    }

    @Test
    void anotherTrustStoreOfTheSameNameMendsTheConnection() throws Exception {
        certificates.replace("mine-trust", "stranger-trust");
        Heard heard = source.listen(Node.data("/tls"));
        use(tls("server", "mine"));
        awaitTold("unable to find valid certification path");
        certificates.replace("mine-trust", "authority-trust");
        use(tls("server", "mine"));
        awaitLast(heard, "missing");
        assertThat(source.connection().detail()).isEmpty();
    }

    @Test
    void anotherKeyStoreOfTheSameNameIsUsedAndNoChangeIsLost() throws Exception {
        createFor("x509", "CN=renewed", "/renewed");
        writer.create("/open", "one");
        Heard renewed = source.listen(Node.data("/renewed"));
        Heard open = source.listen(Node.data("/open"));
        certificates.replace("mine", "server");
        use(tls("mine", "authority"));
        awaitLast(renewed, "!no access (NoAuth)");
        awaitLast(open, "one");
        certificates.replace("mine", "renewed");
        writer.set("/open", "two");
        use(tls("mine", "authority"));
        writer.set("/open", "three");
        awaitLast(renewed, "for CN=renewed");
        awaitLast(open, "three");
        assertThat(source.connection().counters().sessions()).isEqualTo(2);
    }

    @Test
    void storesThatCannotBeReadLeaveTheConnectionAsItIs() throws Exception {
        writer.create("/kept", "one");
        Heard heard = source.listen(Node.data("/kept"));
        certificates.replace("mine", "server");
        certificates.replace("mine-trust", "authority-trust");
        use(tls("mine", "mine"));
        awaitLast(heard, "one");

        Files.write(certificates.file("mine"), new byte[] {1, 2, 3});
        use(tls("mine", "mine"));
        awaitProblem("tlsKeyStore: cannot be used: " + certificates.file("mine"));
        certificates.replace("mine", "server");
        Files.write(certificates.file("mine-trust"), new byte[0]);
        use(tls("mine", "mine"));
        awaitProblem("tlsTrustStore: cannot be used: " + certificates.file("mine-trust"));
        Files.delete(certificates.file("mine-trust"));
        use(tls("mine", "mine"));
        awaitProblem("tlsTrustStore: cannot be read: " + certificates.file("mine-trust"));

        writer.set("/kept", "two");
        awaitLast(heard, "two");
        assertThat(source.connection().state()).isEqualTo(State.CONNECTED);
        assertThat(source.connection().counters().connections()).isEqualTo(1);
    }

    @Test
    void aWrongPasswordOfAStoreIsTold() throws Exception {
        String[] settings = tls("server", "authority");
        settings[settings.length - 1] = secret("wrong", "another");
        use(settings);
        awaitProblem(
                "tlsKeyStore: cannot be used: " + certificates.file("server") + ": keystore password was incorrect");
        assertThat(source.connection().detail().orElseThrow()).contains("tlsKeyStorePasswordFile");
    }

    @Test
    void pemFilesWithoutPasswordAreUsedIfNobodyElseMayReadTheKey() throws Exception {
        String trust = certificates.trustPem("authority").toString();
        Path keys = certificates.pem("server");
        String[] settings = {"tls", "true", "tlsTrustStore", trust, "tlsKeyStore", keys.toString()};
        Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-r--r--"));
        Heard heard = source.listen(Node.data("/tls"));
        use(settings);
        awaitProblem("tlsKeyStore: " + keys + " must have mode 0600, has rw-r--r--; chmod 600 " + keys);
        Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-------"));
        use(settings);
        awaitLast(heard, "missing");
    }

    @Test
    void saslGoesThroughTls() throws Exception {
        createFor("sasl", "me", "/account");
        createFor("x509", "CN=server", "/certificate");
        Heard account = source.listen(Node.data("/account"));
        Heard certificate = source.listen(Node.data("/certificate"));
        use(and(tls("server", "authority"), "saslDigestFile", secret("account", "me:" + ACCOUNT)));
        awaitLast(account, "for me");
        awaitLast(certificate, "for CN=server");
    }

    @Test
    void aWrongSaslPasswordThroughTlsIsTold() throws Exception {
        use(and(tls("server", "authority"), "saslDigestFile", secret("wrong", "me:heron-4712")));
        await().atMost(PATIENCE).until(() -> source.connection().state() == State.AUTH_FAILED);
        assertThat(source.connection().detail()).contains("the servers refuse the credentials");
        assertThat(log.all()).anyMatch(line -> line.contains("the servers refuse the credentials"));
        assertThat(log.all()).noneMatch(line -> line.contains("heron-4712"));
    }

    private void isRefused(String serverKeys, String words, String[]... more) throws Exception {
        String port = freePort();
        try (ZooKeeperProcess other =
                secured(new ZooKeeperProcess(directory.resolve("zk-" + serverKeys)), serverKeys, port)) {
            other.start();
            for (String[] settings : more) {
                source.use("localhost:" + port, and(tls("server", "authority"), settings));
                awaitTold(words);
            }
        }
    }

    private void use(String[] settings) {
        source.use("localhost:" + securePort, settings);
    }

    /** In the status and in the log, word for word. */
    private void awaitTold(String... words) {
        awaitProblem(words[0]);
        String detail = source.connection().detail().orElseThrow();
        assertThat(detail).contains(words);
        assertThat(log.all()).anyMatch(line -> Stream.of(words).allMatch(line::contains));
        assertThat(source.connection().state()).isNotEqualTo(State.CONNECTED);
    }

    private void awaitProblem(String words) {
        await().atMost(PATIENCE.multipliedBy(3))
                .untilAsserted(() ->
                        assertThat(source.connection().detail().orElse("")).contains(words));
    }

    private static void createFor(String scheme, String who, String path) throws Exception {
        writer.create(path, "for " + who);
        writer.client.setACL(path, new ArrayList<>(List.of(new ACL(ZooDefs.Perms.ALL, new Id(scheme, who)))), -1);
    }

    private static String[] tls(String keys, String authority) throws IOException {
        return and(
                trusting(authority),
                "tlsKeyStore",
                certificates.file(keys).toString(),
                "tlsKeyStorePasswordFile",
                certificates.passwordFile().toString());
    }

    private static String[] trusting(String authority) throws IOException {
        String trust = certificates.file(authority + "-trust").toString();
        String password = certificates.passwordFile().toString();
        return new String[] {"tls", "true", "tlsTrustStore", trust, "tlsTrustStorePasswordFile", password};
    }

    private static String[] and(String[] settings, String... more) {
        return Stream.of(settings, more).flatMap(Stream::of).toArray(String[]::new);
    }

    private static ZooKeeperProcess secured(ZooKeeperProcess process, String keys, String port) {
        return process.with("serverCnxnFactory", "org.apache.zookeeper.server.NettyServerCnxnFactory")
                .with("secureClientPort", port)
                .with("ssl.keyStore.location", certificates.file(keys).toString())
                .with("ssl.keyStore.password", Certificates.PASSWORD)
                .with(
                        "ssl.trustStore.location",
                        certificates.file("authority-trust").toString())
                .with("ssl.trustStore.password", Certificates.PASSWORD);
    }

    private static String freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return Integer.toString(free.getLocalPort());
        }
    }

    private static String secret(String name, String text) throws IOException {
        Path file = Files.writeString(directory.resolve(name), text + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"))
                .toString();
    }
}
