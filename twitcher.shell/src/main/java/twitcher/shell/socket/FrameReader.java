package twitcher.shell.socket;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** Puts frames together from bytes as they arrive, in pieces of any size. For one thread. */
final class FrameReader {
    private byte[] bytes = new byte[1024];
    private int size;

    /** Takes all of {@code more}. */
    void feed(ByteBuffer more) {
        int added = more.remaining();
        if (size + added > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + added, 2 * bytes.length));
        }
        more.get(bytes, size, added);
        size += added;
    }

    /** The next whole frame; empty: more bytes are needed. */
    Optional<Frame> next() throws ProtocolException {
        if (size < Frame.HEADER_BYTES) {
            return Optional.empty();
        }
        int type = Byte.toUnsignedInt(bytes[0]);
        long length = Integer.toUnsignedLong(ByteBuffer.wrap(bytes).getInt(1));
        check(type, length);
        return size < Frame.HEADER_BYTES + length ? Optional.empty() : Optional.of(take(type, (int) length));
    }

    private static void check(int type, long length) throws ProtocolException {
        if (!Frame.fromClient(type)) {
            throw new ProtocolException("no client sends frames of type " + type);
        }
        if (length > Frame.MAX_BODY_BYTES) {
            throw new ProtocolException("a frame of " + length + " bytes; at most " + Frame.MAX_BODY_BYTES);
        }
    }

    private Frame take(int type, int length) {
        int end = Frame.HEADER_BYTES + length;
        Frame frame = new Frame(type, Arrays.copyOfRange(bytes, Frame.HEADER_BYTES, end));
        System.arraycopy(bytes, end, bytes, 0, size - end);
        size -= end;
        return frame;
    }
}
