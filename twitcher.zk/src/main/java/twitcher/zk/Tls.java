package twitcher.zk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.common.ClientX509Util;
import org.apache.zookeeper.common.X509Util;

/**
 * How the connection is encrypted.
 *
 * @param keys with this client's certificate; without it the client shows none
 * @param trust with the servers' authorities; without it those of the JVM count
 * @param verifyHostName whether a server's certificate must name the host that was connected to
 */
record Tls(Optional<Store> keys, Optional<Store> trust, boolean verifyHostName) {
    /**
     * ZooKeeper's client logs a stack trace for each handshake that fails; {@link Diagnosis} finds out and says why it
     * failed, and once. Kept, because the JDK forgets a logger, with its level, that nobody holds.
     */
    private static final Logger CLIENT = Logger.getLogger("org.apache.zookeeper.ClientCnxnSocketNetty");

    private static final String KEYS = "tlsKeyStore";
    private static final String TRUST = "tlsTrustStore";

    /**
     * A key or trust store.
     *
     * @param key the setting that names it
     * @param path JKS, PKCS12 or PEM, by its ending
     * @param mark of the file, by which one that was replaced is another
     * @param password of it; without it the store has none
     */
    record Store(String key, Path path, FileMark mark, Optional<SecretFile> password) {
        private static Optional<Store> read(SettingsReader from, String key) {
            String path = from.text(key);
            return path.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Store(
                            key,
                            Path.of(path),
                            FileMark.of(Path.of(path)),
                            SecretFile.named(key + "PasswordFile", from.text(key + "PasswordFile"))));
        }

        /**
         * What is in it.
         *
         * @throws IllegalArgumentException in words for the operator, if it cannot be used
         */
        KeyStore load() {
            if (!Files.isReadable(path)) {
                throw new IllegalArgumentException(key + ": cannot be read: " + path);
            }
            try {
                return key.equals(TRUST)
                        ? X509Util.loadTrustStore(path.toString(), secret(), "")
                        : X509Util.loadKeyStore(path.toString(), secret(), "");
            } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        key + ": cannot be used: " + path + ": " + words(e) + "; its password is what " + key
                                + "PasswordFile has",
                        e);
            }
        }

        private String usable() {
            if (password.isEmpty() && key.equals(KEYS)) {
                new SecretFile(key, path, mark).checked();
            }
            load();
            return path.toString();
        }

        private String secret() {
            return password.map(SecretFile::read).orElse("");
        }
    }

    static Optional<Tls> read(SettingsReader from) {
        Tls tls = new Tls(Store.read(from, KEYS), Store.read(from, TRUST), from.flag("tlsVerifyHostName"));
        return from.flag("tls") ? Optional.of(tls) : Optional.empty();
    }

    /**
     * Tells a client to be made.
     *
     * @throws IllegalArgumentException in words for the operator, if a file cannot be used
     */
    void configure(ZKClientConfig client) {
        CLIENT.setLevel(Level.OFF);
        client.setProperty(ZKClientConfig.SECURE_CLIENT, "true");
        client.setProperty(ZKClientConfig.ZOOKEEPER_CLIENT_CNXN_SOCKET, "org.apache.zookeeper.ClientCnxnSocketNetty");
        try (ClientX509Util names = new ClientX509Util()) {
            client.setProperty(names.getSslHostnameVerificationEnabledProperty(), Boolean.toString(verifyHostName));
            keys.ifPresent(store -> {
                client.setProperty(names.getSslKeystoreLocationProperty(), store.usable());
                client.setProperty(names.getSslKeystorePasswdProperty(), store.secret());
            });
            trust.ifPresent(store -> {
                client.setProperty(names.getSslTruststoreLocationProperty(), store.usable());
                client.setProperty(names.getSslTruststorePasswdProperty(), store.secret());
            });
        }
    }

    /** The innermost reason. */
    static String root(Throwable e) {
        return e.getCause() == null ? words(e) : root(e.getCause());
    }

    private static String words(Throwable e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
