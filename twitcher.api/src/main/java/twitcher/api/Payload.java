package twitcher.api;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;

/**
 * The bytes of one state of a node, which nobody can alter. Its {@link #toString} gives the size only, so that a
 * payload never reaches a log by accident.
 */
public final class Payload {
    /** No bytes at all. */
    public static final Payload EMPTY = new Payload(new byte[0]);

    private final byte[] bytes;

    private Payload(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A copy of {@code bytes}; null (as ZooKeeper has it for a node without data) is {@link #EMPTY}. */
    public static Payload copyOf(byte[] bytes) {
        return bytes == null || bytes.length == 0 ? EMPTY : new Payload(bytes.clone());
    }

    /** The bytes of {@code text} in UTF-8. */
    public static Payload ofText(String text) {
        return text.isEmpty() ? EMPTY : new Payload(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The payload of a children watch: {@code names} sorted, one a line, without a newline after the last. */
    public static Payload ofChildren(Collection<String> names) {
        return ofText(String.join("\n", names.stream().sorted().toList()));
    }

    /** Number of bytes. */
    public int size() {
        return bytes.length;
    }

    /** A copy of the bytes, which the caller owns. */
    public byte[] toByteArray() {
        return bytes.clone();
    }

    /** A new stream over the bytes. */
    public InputStream open() {
        return new ByteArrayInputStream(bytes);
    }

    /** Writes all bytes to {@code out} and leaves it open. */
    public void writeTo(OutputStream out) throws IOException {
        out.write(bytes);
    }

    /** The bytes as UTF-8 text, malformed input replaced. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** SHA-256 of the bytes, in 64 lower-case hex digits. */
    public String sha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Payload that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Payload[" + bytes.length + " bytes]";
    }
}
