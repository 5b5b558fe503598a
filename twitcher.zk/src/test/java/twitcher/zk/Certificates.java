package twitcher.zk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Certificates made for a test, in key stores of one folder that all have one password. */
final class Certificates {
    static final String PASSWORD = "only for tests";
    private static final char[] KEY = PASSWORD.toCharArray();

    private final Path folder;

    Certificates(Path folder) {
        this.folder = folder;
    }

    /** An authority; {@code NAME-trust.p12} trusts it. */
    void authority(String name) throws IOException, GeneralSecurityException, InterruptedException {
        keytool(name, "-alias", name, "-dname", "CN=" + name, "-ext", "bc=ca:true");
        KeyStore trust = empty();
        trust.setCertificateEntry(name, load(name).getCertificate(name));
        store(trust, name + "-trust");
    }

    /** A certificate of {@code authority} in {@code NAME.p12}, valid from yesterday until in three days. */
    void issued(String name, String authority) throws IOException, GeneralSecurityException, InterruptedException {
        issued(name, authority, "dns:localhost,ip:127.0.0.1", "-1d", "4");
    }

    /** A certificate of {@code authority} in {@code NAME.p12} for the host {@code names}, valid for some days. */
    void issued(String name, String authority, String names, String from, String days)
            throws IOException, GeneralSecurityException, InterruptedException {
        keytool(
                authority,
                "-alias",
                name,
                "-dname",
                "CN=" + name,
                "-signer",
                authority,
                "-ext",
                "san=" + names,
                "-startdate",
                from,
                "-validity",
                days);
        KeyStore signed = load(authority);
        KeyStore own = empty();
        own.setKeyEntry(name, signed.getKey(name, KEY), KEY, signed.getCertificateChain(name));
        store(own, name);
    }

    /** The key and certificate of {@code NAME.p12} in clear, which only the owner may read. */
    Path pem(String name) throws IOException, GeneralSecurityException {
        KeyStore own = load(name);
        String text = pem("PRIVATE KEY", own.getKey(name, KEY).getEncoded());
        for (Certificate link : own.getCertificateChain(name)) {
            text += pem("CERTIFICATE", link.getEncoded());
        }
        Path file = Files.writeString(folder.resolve(name + ".pem"), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    /** The certificate of an authority. */
    Path trustPem(String name) throws IOException, GeneralSecurityException {
        byte[] certificate = load(name).getCertificate(name).getEncoded();
        return Files.writeString(folder.resolve(name + "-trust.pem"), pem("CERTIFICATE", certificate));
    }

    private static String pem(String what, byte[] content) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + what + "-----\n" + lines + "\n-----END " + what + "-----\n";
    }

    Path file(String name) {
        return folder.resolve(name + ".p12");
    }

    /** The password of all of them, in a file as the daemon wants it. */
    Path passwordFile() throws IOException {
        Path file = Files.writeString(folder.resolve("password"), PASSWORD + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    /** Replaces a store by another, at once, as whoever renews certificates should. */
    void replace(String name, String by) throws IOException {
        Path copy = Files.copy(file(by), folder.resolve("copy"));
        Files.move(copy, file(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, KEY);
        return store;
    }

    private KeyStore load(String name) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file(name))) {
            store.load(in, KEY);
        }
        return store;
    }

    private void store(KeyStore store, String name) throws IOException, GeneralSecurityException {
        try (OutputStream out = Files.newOutputStream(file(name))) {
            store.store(out, KEY);
        }
    }

    private void keytool(String store, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-genkeypair",
                "-keyalg",
                "EC",
                "-keystore",
                file(store).toString(),
                "-storepass",
                PASSWORD,
                "-storetype",
                "PKCS12"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(output).isZero();
    }
}
