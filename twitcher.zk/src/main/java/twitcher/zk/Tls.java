package twitcher.zk;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.common.ClientX509Util;
import org.apache.zookeeper.common.X509Exception;

/**
 * How the connection is encrypted.
 *
 * @param keys with this client's certificate; without it the client shows none
 * @param trust with the servers' authorities; without it those of the JVM count
 * @param verifyHostName whether a server's certificate must name the host that was connected to
 */
record Tls(Optional<Store> keys, Optional<Store> trust, boolean verifyHostName) {
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

        private String existing() {
            if (!Files.isReadable(path)) {
                throw new IllegalArgumentException(key + ": cannot be read: " + path);
            }
            return path.toString();
        }
    }

    static Optional<Tls> read(SettingsReader from) {
        Tls tls = new Tls(
                Store.read(from, "tlsKeyStore"), Store.read(from, "tlsTrustStore"), from.flag("tlsVerifyHostName"));
        return from.flag("tls") ? Optional.of(tls) : Optional.empty();
    }

    /**
     * Tells a client to be made.
     *
     * @throws IllegalArgumentException in words for the operator, if a file cannot be used
     */
    void configure(ZKClientConfig client) {
        client.setProperty(ZKClientConfig.SECURE_CLIENT, "true");
        client.setProperty(ZKClientConfig.ZOOKEEPER_CLIENT_CNXN_SOCKET, "org.apache.zookeeper.ClientCnxnSocketNetty");
        try (ClientX509Util names = new ClientX509Util()) {
            client.setProperty(names.getSslHostnameVerificationEnabledProperty(), Boolean.toString(verifyHostName));
            keys.ifPresent(store -> {
                client.setProperty(names.getSslKeystoreLocationProperty(), store.existing());
                store.password()
                        .ifPresent(file -> client.setProperty(names.getSslKeystorePasswdProperty(), file.read()));
            });
            trust.ifPresent(store -> {
                client.setProperty(names.getSslTruststoreLocationProperty(), store.existing());
                store.password()
                        .ifPresent(file -> client.setProperty(names.getSslTruststorePasswdProperty(), file.read()));
            });
        }
    }

    /** Tries to agree with a server, so that the reason why that fails can be told. Blocks. */
    void shakeHands(Socket socket, Servers.Host host) throws IOException {
        ZKClientConfig client = new ZKClientConfig();
        configure(client);
        try (ClientX509Util util = new ClientX509Util()) {
            SSLContext context = util.createSSLContext(client);
            SSLSocket secure =
                    (SSLSocket) context.getSocketFactory().createSocket(socket, host.name(), host.port(), true);
            SSLParameters parameters = secure.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm(verifyHostName ? "HTTPS" : "");
            secure.setSSLParameters(parameters);
            secure.startHandshake();
        } catch (SSLException e) {
            throw new IOException("TLS: " + root(e), e);
        } catch (X509Exception e) {
            throw new IOException("TLS: the key or trust store cannot be used: " + root(e), e);
        }
    }

    private static String root(Throwable e) {
        return e.getCause() == null ? e.getMessage() : root(e.getCause());
    }
}
