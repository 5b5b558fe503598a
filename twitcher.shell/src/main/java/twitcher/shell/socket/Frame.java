package twitcher.shell.socket;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One message of the socket's protocol. On the wire: its type (1 byte), the length of its body (4 bytes, big-endian),
 * its body.
 *
 * @param type what it is
 * @param body its contents; not copied
 */
record Frame(int type, byte[] body) {
    /** Either side: the versions spoken. */
    static final int HELLO = 0x01;
    /** Client: what is asked. */
    static final int REQUEST = 0x02;
    /** Client: a piece of a file named on its command line. */
    static final int ATTACHMENT = 0x03;
    /** Server: bytes of standard output. */
    static final int STDOUT = 0x11;
    /** Server: bytes of standard error. */
    static final int STDERR = 0x12;
    /** Server: the exit code, and the end. */
    static final int EXIT = 0x13;
    /** Client, in a session: bytes typed. */
    static final int KEYS = 0x20;
    /** Client, in a session: the size of its window. */
    static final int RESIZE = 0x21;
    /** Client, in a session: a signal, by name. */
    static final int SIGNAL = 0x22;
    /** Server, in a session: whether the terminal is to pass every key on as it is. */
    static final int RAW = 0x23;

    /** Bytes before the body. */
    static final int HEADER_BYTES = 5;
    /** The longest body. */
    static final int MAX_BODY_BYTES = 1 << 20;

    private static final List<Integer> FROM_CLIENT = List.of(HELLO, REQUEST, ATTACHMENT, KEYS, RESIZE, SIGNAL);

    /** Whether a client may send frames of that type. */
    static boolean fromClient(int type) {
        return FROM_CLIENT.contains(type);
    }

    /** A line for the client's standard error. */
    static Frame error(String line) {
        return new Frame(STDERR, ("twitcher: " + line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Makes the client's terminal raw. */
    static Frame raw() {
        return new Frame(RAW, new byte[] {1});
    }

    static Frame exit(int code) {
        return new Frame(EXIT, new byte[] {(byte) code});
    }

    /** The server's answer to a greeting. */
    static Frame hello(int version, String release) {
        byte[] product = release.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(Hello.MAGIC);
        body.writeBytes(ByteBuffer.allocate(8)
                .putShort((short) version)
                .putShort((short) version)
                .putInt(product.length)
                .array());
        body.writeBytes(product);
        return new Frame(HELLO, body.toByteArray());
    }

    /** This frame as it goes over the wire. */
    ByteBuffer encoded() {
        return ByteBuffer.allocate(HEADER_BYTES + body.length)
                .put((byte) type)
                .putInt(body.length)
                .put(body)
                .flip();
    }
}
