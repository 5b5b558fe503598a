package twitcher.launcher.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;

/** Writes the fields of a frame's body, big-endian, one after the other. */
final class BodyWriter {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    BodyWriter u8(int value) {
        bytes.write(value);
        return this;
    }

    BodyWriter u16(int value) {
        return u8(value >>> 8).u8(value);
    }

    BodyWriter u32(long value) {
        return u16((int) (value >>> 16)).u16((int) value);
    }

    BodyWriter bool(boolean value) {
        return u8(value ? 1 : 0);
    }

    BodyWriter raw(byte[] value) {
        bytes.writeBytes(value);
        return this;
    }

    BodyWriter string(String value) {
        byte[] encoded = value.getBytes(UTF_8);
        return u32(encoded.length).raw(encoded);
    }

    <T> BodyWriter list(List<T> items, Consumer<T> writer) {
        if (items.size() > 0xFFFF) {
            throw new IllegalArgumentException("list: at most 65535 items, was: " + items.size());
        }
        u16(items.size());
        items.forEach(writer);
        return this;
    }

    ByteBuffer body() {
        return ByteBuffer.wrap(bytes.toByteArray());
    }
}
