package twitcher.zk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static twitcher.zk.Source.PATIENCE;
import static twitcher.zk.Source.awaitLast;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import javax.security.auth.login.Configuration;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import twitcher.api.Node;
import twitcher.api.node.Connection.State;
import twitcher.zk.server.ZooKeeperProcess;

/** Against a server that asks by SASL with DIGEST-MD5 who one is. */
@Timeout(180)
class SaslTest {
    private static final String PASSWORD = "kingfisher-4711";
    private static Path directory;
    private static ZooKeeperProcess server;
    private static Writer writer;
    private Source source = new Source();

    @BeforeAll
    static void start(@TempDir Path temporary) throws Exception {
        directory = temporary;
        Path accounts = Files.writeString(temporary.resolve("jaas.conf"), """
                Server {
                    org.apache.zookeeper.server.auth.DigestLoginModule required
                    user_me="%s"
                    user_other="%s";
                };
                """.formatted(PASSWORD, PASSWORD));
        server = new ZooKeeperProcess(temporary.resolve("zk"))
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

    @AfterEach
    void close() {
        source.close();
    }

    @Test
    void whoProvesWhoItIsMayReadWhatItMay() throws Exception {
        createFor("me", "/mine", "for me");
        Heard heard = source.listen(Node.data("/mine"));
        source.use(server.connectString());
        awaitLast(heard, "!no access (NoAuth)");
        source.use(server.connectString(), "saslDigestFile", secret("me", PASSWORD));
        awaitLast(heard, "for me");
        assertThat(heard.words).hasSize(2);
    }

    @Test
    void aWrongPasswordIsToldAndTheRightOneIsUsedOnceTheFileHasIt() throws Exception {
        String file = secret("me", "wrong");
        Heard heard = source.listen(Node.data("/"));
        source.use(server.connectString(), "saslDigestFile", file);
        await().atMost(PATIENCE).until(() -> source.connection().state() == State.AUTH_FAILED);
        assertThat(source.connection().detail()).contains("the servers refuse the credentials");

        Files.writeString(Path.of(file), "me:" + PASSWORD);
        source.use(server.connectString(), "saslDigestFile", file);
        awaitLast(heard, "");
        assertThat(source.connection().state()).isEqualTo(State.CONNECTED);
    }

    @Test
    void aChangeOfCredentialsLosesNoChange() throws Exception {
        createFor("other", "/others", "one");
        writer.create("/open", "one");
        Heard others = source.listen(Node.data("/others"));
        Heard open = source.listen(Node.data("/open"));
        source.use(server.connectString(), "saslDigestFile", secret("me", PASSWORD));
        awaitLast(others, "!no access (NoAuth)");
        awaitLast(open, "one");
        for (int i = 0; i < 20; i++) {
            writer.set("/open", "change " + i);
            if (i == 10) {
                source.use(server.connectString(), "saslDigestFile", secret("other", PASSWORD));
            }
        }
        awaitLast(open, "change 19");
        awaitLast(others, "one");
        assertThat(source.connection().counters().sessions()).isEqualTo(2);
    }

    @Test
    void aFileThatCannotBeUsedLeavesTheConnectionAsItIs() throws Exception {
        writer.create("/kept", "one");
        Heard heard = source.listen(Node.data("/kept"));
        source.use(server.connectString(), "saslDigestFile", secret("me", PASSWORD));
        awaitLast(heard, "one");
        source.use(server.connectString(), "saslDigestFile", secret("me", ""));
        assertThat(source.connection().detail().orElseThrow())
                .contains("saslDigestFile", "must hold one line, user:password");
        writer.set("/kept", "two");
        awaitLast(heard, "two");
        assertThat(source.connection().state()).isEqualTo(State.CONNECTED);
        assertThat(source.connection().counters().connections()).isEqualTo(1);
    }

    @Test
    void theSecretIsNotLogged() throws Exception {
        LogLines lines = LogLines.of("");
        try (lines) {
            source.use(server.connectString(), "saslDigestFile", secret("me", PASSWORD));
            awaitLast(source.listen(Node.data("/")), "");
            source.use(server.connectString(), "digestFile", secret("me", PASSWORD));
            awaitLast(source.listen(Node.data("/")), "");
            source.close();
        }
        assertThat(lines.all())
                .anyMatch(line -> line.contains("DIGEST-MD5"))
                .noneMatch(line -> line.contains(PASSWORD));
        assertThat(source.connection().toString()).doesNotContain(PASSWORD);
    }

    @Test
    void theConfigurationOfTheJvmIsLeftAsItWas() throws Exception {
        source.use(server.connectString(), "saslDigestFile", secret("me", PASSWORD));
        source.awaitConnected();
        assertThat(Configuration.getConfiguration()).isInstanceOf(LoginSections.class);
        assertThat(Configuration.getConfiguration().getAppConfigurationEntry("another"))
                .isNull();
        source.close();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(present()).isNotInstanceOf(LoginSections.class));
    }

    private static Object present() {
        try {
            return Configuration.getConfiguration();
        } catch (SecurityException e) { // there is none
            return "none";
        }
    }

    private static void createFor(String user, String path, String text) throws Exception {
        writer.create(path, text);
        ACL acl = new ACL(ZooDefs.Perms.ALL, new Id("sasl", user));
        writer.client.setACL(path, new ArrayList<>(List.of(acl)), -1);
    }

    private static String secret(String user, String password) throws IOException {
        Path file = Files.createTempFile(directory, "secret", "");
        Files.writeString(file, user + ":" + password + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"))
                .toString();
    }
}
