package twitcher.config.python.worker;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Messages between daemon and worker: plain values in length-limited frames. A frame is a version byte, the length of the
 * rest (4 bytes), and one value: a tag byte and its content. Values are null, Boolean, BigDecimal, String, byte[], List
 * and Map with String keys.
 */
public final class Wire {
    private static final int VERSION = 1;
    private static final int MOST_BYTES = 96 << 20;
    private static final int DEEPEST = 100;

    private Wire() {}

    /** Writes {@code message} as one frame. */
    public static void write(OutputStream to, Map<String, ?> message) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        value(new DataOutputStream(bytes), message, 0);
        if (bytes.size() > MOST_BYTES) {
            throw new IOException("message too long: " + bytes.size() + " bytes, may have " + MOST_BYTES);
        }
        DataOutputStream out = new DataOutputStream(to);
        out.writeByte(VERSION);
        out.writeInt(bytes.size());
        bytes.writeTo(out);
        out.flush();
    }

    /**
     * Reads one frame.
     *
     * @throws EOFException if there is none any more
     * @throws IOException if it is malformed, too
     */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> read(InputStream from) throws IOException {
        DataInputStream in = new DataInputStream(from);
        int version = in.readUnsignedByte();
        int length = in.readInt();
        if (version != VERSION || length < 0 || length > MOST_BYTES) {
            throw new IOException("no message of this version: " + version + ", " + length + " bytes");
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("message ends early");
        }
        Object message = value(new DataInputStream(new ByteArrayInputStream(bytes)), 0);
        if (!(message instanceof Map)) {
            throw new IOException("message is no map");
        }
        return (Map<String, Object>) message;
    }

    private static void value(DataOutputStream out, Object value, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw new IOException("values nested more than " + DEEPEST + " deep");
        } else if (value == null) {
            out.writeByte('n');
        } else if (value instanceof Boolean flag) {
            out.writeByte(flag ? 't' : 'f');
        } else if (value instanceof BigDecimal number) {
            out.writeByte('d');
            bytes(out, number.toString().getBytes(StandardCharsets.US_ASCII));
        } else if (value instanceof String text) {
            out.writeByte('s');
            bytes(out, text.getBytes(StandardCharsets.UTF_8));
        } else if (value instanceof byte[] raw) {
            out.writeByte('b');
            bytes(out, raw);
        } else if (value instanceof List<?> items) {
            out.writeByte('l');
            out.writeInt(items.size());
            for (Object item : items) {
                value(out, item, depth + 1);
            }
        } else if (value instanceof Map<?, ?> map) {
            out.writeByte('m');
            out.writeInt(map.size());
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                bytes(out, ((String) entry.getKey()).getBytes(StandardCharsets.UTF_8));
                value(out, entry.getValue(), depth + 1);
            }
        } else {
            throw new IllegalArgumentException(
                    "no plain value: " + value.getClass().getName());
        }
    }

    private static void bytes(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static Object value(DataInputStream in, int depth) throws IOException {
        int tag = in.readUnsignedByte();
        if (depth > DEEPEST) {
            throw new IOException("values nested more than " + DEEPEST + " deep");
        }
        return switch (tag) {
            case 'n' -> null;
            case 't' -> Boolean.TRUE;
            case 'f' -> Boolean.FALSE;
            case 'd' -> number(new String(bytes(in), StandardCharsets.US_ASCII));
            case 's' -> new String(bytes(in), StandardCharsets.UTF_8);
            case 'b' -> bytes(in);
            case 'l' -> items(in, depth);
            case 'm' -> map(in, depth);
            default -> throw new IOException("no such value: tag " + tag);
        };
    }

    private static BigDecimal number(String digits) throws IOException {
        try {
            return new BigDecimal(digits);
        } catch (NumberFormatException e) {
            throw new IOException("no number: " + digits, e);
        }
    }

    private static byte[] bytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new IOException("value of " + length + " bytes");
        }
        return in.readNBytes(length);
    }

    private static List<Object> items(DataInputStream in, int depth) throws IOException {
        int size = count(in);
        List<Object> items = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            items.add(value(in, depth + 1));
        }
        return items;
    }

    private static Map<String, Object> map(DataInputStream in, int depth) throws IOException {
        int size = count(in);
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            map.put(new String(bytes(in), StandardCharsets.UTF_8), value(in, depth + 1));
        }
        return map;
    }

    /** Each value has a byte at least. */
    private static int count(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > in.available()) {
            throw new IOException("collection of " + count);
        }
        return count;
    }
}
