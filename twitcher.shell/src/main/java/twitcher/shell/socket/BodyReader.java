package twitcher.shell.socket;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the fields of a frame's body, one after the other. What follows the last one is from a later minor version. */
final class BodyReader {
    private final ByteBuffer body;

    BodyReader(Frame frame) {
        this.body = ByteBuffer.wrap(frame.body());
    }

    /** Something read from a body. */
    interface Field<T> {
        T read(BodyReader from) throws ProtocolException;
    }

    int u8() throws ProtocolException {
        return Byte.toUnsignedInt(raw(1).get());
    }

    int u16() throws ProtocolException {
        return Short.toUnsignedInt(raw(2).getShort());
    }

    long u32() throws ProtocolException {
        return Integer.toUnsignedLong(raw(4).getInt());
    }

    boolean bool() throws ProtocolException {
        return u8() != 0;
    }

    String string() throws ProtocolException {
        ByteBuffer utf8 = raw(u32());
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
        } catch (CharacterCodingException e) {
            throw new ProtocolException("a string that is not UTF-8");
        }
    }

    <T> List<T> list(Field<T> item) throws ProtocolException {
        int count = u16();
        List<T> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            items.add(item.read(this));
        }
        return items;
    }

    /** Whether there are more fields: an older client does not send them. */
    boolean more() {
        return body.hasRemaining();
    }

    /** What is left. */
    byte[] rest() {
        byte[] rest = new byte[body.remaining()];
        body.get(rest);
        return rest;
    }

    /** The next {@code length} bytes. */
    ByteBuffer raw(long length) throws ProtocolException {
        if (length > body.remaining()) {
            throw new ProtocolException("a body that ends too soon");
        }
        ByteBuffer piece = body.slice(body.position(), (int) length);
        body.position(body.position() + (int) length);
        return piece;
    }
}
