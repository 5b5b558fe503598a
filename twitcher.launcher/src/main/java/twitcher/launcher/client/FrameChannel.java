package twitcher.launcher.client;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;

/**
 * Frames over a connection: a byte for the type, four for the length of the body, the body. One thread may send while
 * another receives.
 */
final class FrameChannel implements Closeable {
    private static final int HEADER = 5;

    private final ByteChannel channel;

    FrameChannel(ByteChannel channel) {
        this.channel = channel;
    }

    void send(FrameType type, ByteBuffer body) throws IOException {
        if (body.remaining() > Frame.LARGEST_BODY) {
            throw new IllegalArgumentException(
                    "body: at most " + Frame.LARGEST_BODY + " bytes, was: " + body.remaining());
        }
        ByteBuffer frame = ByteBuffer.allocate(HEADER + body.remaining());
        frame.put((byte) type.code()).putInt(body.remaining()).put(body).flip();
        while (frame.hasRemaining()) {
            channel.write(frame);
        }
    }

    /**
     * Waits for the next frame.
     *
     * @throws EOFException if the connection ends first
     * @throws ProtocolException if it is none that a client understands
     */
    Frame receive() throws IOException {
        ByteBuffer header = read(HEADER);
        int code = Byte.toUnsignedInt(header.get());
        int length = header.getInt();
        if (length < 0 || length > Frame.LARGEST_BODY) {
            throw new ProtocolException("frame of " + Integer.toUnsignedString(length) + " bytes");
        }
        FrameType type = FrameType.of(code).orElseThrow(() -> new ProtocolException("frame of unknown type " + code));
        return new Frame(type, read(length));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private ByteBuffer read(int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw new EOFException("the connection ended");
            }
        }
        return bytes.flip();
    }
}
