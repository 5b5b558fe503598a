package twitcher.action.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * Whom a client trusts and who it is, as the texts of PEM files.
 *
 * @param authorities certificates of the authorities that servers must be certified by; empty: those of the JVM
 * @param certificate this client's own certificate and what leads from there to its authority; empty: it shows none
 * @param key the private key of that, in PKCS #8
 */
record Tls(Optional<String> authorities, Optional<String> certificate, Optional<String> key) {
    /** As the JVM has it. */
    static final Tls DEFAULT = new Tls(Optional.empty(), Optional.empty(), Optional.empty());

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----(.*?)-----END PRIVATE KEY-----", Pattern.DOTALL);
    private static final char[] NO_PASSWORD = {};

    /**
     * As the files of {@code settings} have it at this moment.
     *
     * @throws IOException if one cannot be read, in words for the operator
     */
    static Tls read(HttpSettings settings) throws IOException {
        return new Tls(
                text("ca_file", settings.caFile()),
                text("client_certificate", settings.clientCertificate()),
                settings.clientKey().isEmpty()
                        ? Optional.empty()
                        : Optional.of(settings.clientKey().get().read()));
    }

    private static Optional<String> text(String setting, Optional<Path> file) throws IOException {
        try {
            return file.isEmpty() ? Optional.empty() : Optional.of(Files.readString(file.get()));
        } catch (NoSuchFileException e) {
            throw new IOException(setting + ": no such file: " + file.get(), e);
        } catch (IOException e) {
            throw new IOException(setting + ": cannot be read: " + file.get() + ": " + e.getMessage(), e);
        }
    }

    /** Whether all is as the JVM has it. */
    boolean isDefault() {
        return authorities.isEmpty() && certificate.isEmpty();
    }

    /**
     * What is equal for those that can share a client; another one once a file was replaced. Not the record itself: on
     * JDK 17 the class of the record that was compared last is held by the JDK and never unloaded.
     */
    List<?> identity() {
        return List.of(authorities, certificate, key);
    }

    /**
     * What a client is made with.
     *
     * @throws IllegalArgumentException in words for the operator, if a text is not what it should be
     */
    SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own(), trusted(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("TLS: " + e.getMessage(), e);
        }
    }

    private TrustManager[] trusted() throws GeneralSecurityException, IOException {
        if (authorities.isEmpty()) {
            return null;
        }
        KeyStore store = emptyStore();
        for (Certificate authority : certificates("ca_file", authorities.get())) {
            store.setCertificateEntry("ca-" + store.size(), authority);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private KeyManager[] own() throws GeneralSecurityException, IOException {
        if (certificate.isEmpty() || key.isEmpty()) {
            return null;
        }
        KeyStore store = emptyStore();
        Certificate[] chain =
                certificates("client_certificate", certificate.get()).toArray(Certificate[]::new);
        store.setKeyEntry("own", privateKey(chain[0], key.get()), NO_PASSWORD, chain);
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        return store;
    }

    private static List<Certificate> certificates(String setting, String pem) throws CertificateException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<Certificate> found = new ArrayList<>();
        try {
            found.addAll(factory.generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8))));
        } catch (CertificateException e) {
            throw new IllegalArgumentException(setting + ": is not in PEM format: " + e.getMessage(), e);
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException(setting + ": holds no certificate in PEM format");
        }
        return found;
    }

    private static PrivateKey privateKey(Certificate owner, String pem) throws GeneralSecurityException {
        Matcher key = KEY.matcher(pem);
        if (!key.find()) {
            throw new IllegalArgumentException(
                    "client_key: holds no unencrypted private key in PKCS #8 (PEM); convert it:"
                            + " openssl pkcs8 -topk8 -nodes -in OLD -out NEW");
        }
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(key.group(1));
            return KeyFactory.getInstance(owner.getPublicKey().getAlgorithm())
                    .generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (InvalidKeySpecException e) {
            throw new IllegalArgumentException("client_key: is not of the kind of client_certificate", e);
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "Tls[]";
    }
}
