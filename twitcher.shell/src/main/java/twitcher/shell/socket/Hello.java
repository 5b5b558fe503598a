package twitcher.shell.socket;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The client's greeting.
 *
 * @param lowest the oldest version of the protocol that it speaks
 * @param highest the newest one
 */
record Hello(int lowest, int highest) {
    /** What every greeting begins with. */
    static final byte[] MAGIC = "twitcher".getBytes(StandardCharsets.US_ASCII);

    static Hello read(Frame frame) throws ProtocolException {
        BodyReader body = new BodyReader(frame);
        byte[] magic = new byte[MAGIC.length];
        body.raw(magic.length).get(magic);
        if (!Arrays.equals(magic, MAGIC)) {
            throw new ProtocolException("a greeting of something else");
        }
        return new Hello(body.u16(), body.u16());
    }

    boolean speaks(int version) {
        return lowest <= version && version <= highest;
    }
}
