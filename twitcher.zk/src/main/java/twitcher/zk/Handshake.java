package twitcher.zk;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.common.ClientX509Util;
import org.apache.zookeeper.common.X509Exception;

/** Tries to agree with a server as the client does, so that the reason why that fails can be told. Blocks. */
final class Handshake {
    /** By which a server says what it thinks of a client's certificate. */
    private static final Set<String> VERDICTS = Set.of(
            "bad_certificate",
            "certificate_required",
            "certificate_unknown",
            "certificate_expired",
            "certificate_revoked",
            "unsupported_certificate",
            "unknown_ca",
            "access_denied");

    private static final String ALERT = "Received fatal alert: ";

    private final Tls tls;

    Handshake(Tls tls) {
        this.tls = tls;
    }

    /**
     * Returns if they agree.
     *
     * @throws IOException in words for the operator, if they do not
     */
    void with(Socket socket, Servers.Host host) throws IOException {
        ZKClientConfig client = new ZKClientConfig();
        tls.configure(client);
        try (ClientX509Util util = new ClientX509Util()) {
            SSLSocket secure = (SSLSocket) util.createSSLContext(client)
                    .getSocketFactory()
                    .createSocket(socket, host.name(), host.port(), true);
            SSLParameters parameters = secure.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm(tls.verifyHostName() ? "HTTPS" : "");
            secure.setSSLParameters(parameters);
            secure.startHandshake();
            hear(secure);
        } catch (SocketTimeoutException e) {
            throw new IOException("accepts connections, but does not answer in TLS", e);
        } catch (SSLException e) {
            throw new IOException("TLS: " + words(Tls.root(e)), e);
        } catch (X509Exception e) {
            throw new IOException("TLS: the key or trust store cannot be used: " + Tls.root(e), e);
        }
    }

    /** A client has done its part of a handshake before the server has looked at its certificate. */
    private static void hear(SSLSocket secure) throws IOException {
        try {
            secure.getInputStream().read();
        } catch (SocketTimeoutException e) {
            return; // it waits for the client to speak: it has nothing against it
        }
    }

    private String words(String reason) {
        String alert = reason.startsWith(ALERT) ? reason.substring(ALERT.length()) : "";
        if (!VERDICTS.contains(alert)) {
            return reason;
        }
        return tls.keys()
                .map(store -> "the server does not accept this client's certificate, " + certificate(store) + ": "
                        + alert + "; is it of an authority that the server trusts?")
                .orElse("the server demands a certificate of this client: " + alert
                        + "; set tlsKeyStore in twitcher.zk.cfg");
    }

    private static String certificate(Tls.Store store) {
        return store.key() + "=" + store.path()
                + leaf(store)
                        .map(leaf -> " (" + leaf.getSubjectX500Principal() + ", issued by "
                                + leaf.getIssuerX500Principal() + ", valid until "
                                + leaf.getNotAfter().toInstant() + ")")
                        .orElse("");
    }

    /** The certificate that goes with the first key. */
    private static Optional<X509Certificate> leaf(Tls.Store store) {
        try {
            KeyStore keys = store.load();
            return Collections.list(keys.aliases()).stream()
                    .flatMap(alias -> Stream.ofNullable(chain(keys, alias)))
                    .map(chain -> (X509Certificate) chain[0])
                    .findFirst();
        } catch (KeyStoreException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Certificate[] chain(KeyStore keys, String alias) {
        try {
            return keys.getCertificateChain(alias);
        } catch (KeyStoreException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
