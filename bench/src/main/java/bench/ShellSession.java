package bench;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A session at a terminal, as {@code twitcher shell} opens it: what a command costs beyond the start of a client. */
final class ShellSession implements AutoCloseable {
    private static final int HELLO = 0x01;
    private static final int REQUEST = 0x02;
    private static final int STDOUT = 0x11;
    private static final int STDERR = 0x12;
    private static final int EXIT = 0x13;
    private static final int KEYS = 0x20;
    private static final String PROMPT = "twitcher> ";

    private final SocketChannel channel;
    private final StringBuilder shown = new StringBuilder();

    ShellSession(Path socket) throws IOException {
        channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(socket));
        send(HELLO, hello());
        send(REQUEST, request());
        readUntil(PROMPT);
    }

    /** Types a command, and reads all that it prints up to the next prompt. */
    String ask(String command) throws IOException {
        shown.setLength(0);
        send(KEYS, (command + "\r").getBytes(StandardCharsets.UTF_8));
        readUntil("\n" + PROMPT);
        return shown.toString();
    }

    private static byte[] hello() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(body);
        data.writeBytes("twitcher");
        data.writeShort(1);
        data.writeShort(1);
        string(data, "bench");
        return body.toByteArray();
    }

    private static byte[] request() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(body);
        data.writeByte(1); // a session
        data.writeShort(0); // no words
        data.writeBoolean(true);
        data.writeBoolean(true);
        data.writeBoolean(true);
        data.writeShort(200);
        data.writeShort(50);
        string(data, "dumb");
        data.writeBoolean(false);
        data.writeShort(0); // no files
        return body.toByteArray();
    }

    private static void string(DataOutputStream data, String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        data.writeInt(utf8.length);
        data.write(utf8);
    }

    private void send(int type, byte[] body) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(5 + body.length)
                .put((byte) type)
                .putInt(body.length)
                .put(body)
                .flip();
        while (frame.hasRemaining()) {
            channel.write(frame);
        }
    }

    private void readUntil(String end) throws IOException {
        while (shown.length() < end.length() || shown.indexOf(end, shown.length() - end.length()) < 0) {
            ByteBuffer header = read(5);
            int type = header.get();
            String text = StandardCharsets.UTF_8.decode(read(header.getInt())).toString();
            if (type == STDOUT || type == STDERR) {
                shown.append(text);
            } else if (type == EXIT) {
                throw new EOFException("the session has ended: " + shown);
            }
        }
    }

    private ByteBuffer read(int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException("the daemon has closed the session: " + shown);
            }
        }
        return buffer.flip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
