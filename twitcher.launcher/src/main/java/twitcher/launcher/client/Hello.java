package twitcher.launcher.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Arrays;
import twitcher.launcher.Version;

/** The first frame in each direction: who speaks, and which versions of the protocol. */
final class Hello {
    private static final int VERSION = 1;
    private static final byte[] MAGIC = "twitcher".getBytes(US_ASCII);
    private static final int SHORTEST = MAGIC.length + 4;

    private Hello() {}

    static ByteBuffer ours() {
        return new BodyWriter()
                .raw(MAGIC)
                .u16(VERSION)
                .u16(VERSION)
                .string(Version.text())
                .body();
    }

    /** Whether the frame is a daemon's agreement to speak our version. */
    static boolean isUnderstood(Frame frame) throws ProtocolException {
        if (frame.type() != FrameType.HELLO) {
            return false;
        }
        ByteBuffer body = frame.body().duplicate();
        if (body.remaining() < SHORTEST || !beginsWithMagic(body)) {
            throw new ProtocolException("it does not answer as a daemon does");
        }
        int lowest = Short.toUnsignedInt(body.getShort());
        int highest = Short.toUnsignedInt(body.getShort());
        return lowest <= VERSION && VERSION <= highest;
    }

    private static boolean beginsWithMagic(ByteBuffer body) {
        byte[] magic = new byte[MAGIC.length];
        body.get(magic);
        return Arrays.equals(magic, MAGIC);
    }
}
