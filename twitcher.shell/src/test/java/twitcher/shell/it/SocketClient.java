package twitcher.shell.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A client of the socket's protocol, written from its description and from nothing of the server. */
final class SocketClient implements AutoCloseable {
    static final int HELLO = 0x01;
    static final int REQUEST = 0x02;
    static final int ATTACHMENT = 0x03;
    static final int STDOUT = 0x11;
    static final int STDERR = 0x12;
    static final int EXIT = 0x13;

    private final SocketChannel channel;

    SocketClient(Path socket) throws IOException {
        channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(socket));
    }

    /** Runs one command. */
    static Answer run(Path socket, String... argv) throws IOException {
        return run(socket, 0, Map.of(), argv);
    }

    /** Runs one command on a terminal of some width, with files by the index of their argument. */
    static Answer run(Path socket, int columns, Map<Integer, byte[]> files, String... argv) throws IOException {
        try (SocketClient client = new SocketClient(socket)) {
            client.hello(1, 1);
            client.request(columns, files, argv);
            return client.answer();
        }
    }

    void hello(int lowest, int highest) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(body);
        data.writeBytes("twitcher");
        data.writeShort(lowest);
        data.writeShort(highest);
        string(data, "test");
        send(HELLO, body.toByteArray());
    }

    void request(int columns, Map<Integer, byte[]> files, String... argv) throws IOException {
        Map<Integer, byte[]> sorted = new TreeMap<>(files);
        send(REQUEST, request(columns, sorted, List.of(argv)));
        int index = 0;
        for (byte[] file : sorted.values()) {
            for (int from = 0; from < file.length; from += 65536) {
                int length = Math.min(65536, file.length - from);
                send(
                        ATTACHMENT,
                        ByteBuffer.allocate(2 + length)
                                .putShort((short) index)
                                .put(file, from, length)
                                .array());
            }
            index++;
        }
    }

    /** Asks for a session at a terminal of that size. */
    void session(int columns, int rows, String type) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(body);
        data.writeByte(1);
        data.writeShort(0);
        data.writeBoolean(columns > 0);
        data.writeBoolean(columns > 0);
        data.writeBoolean(columns > 0);
        data.writeShort(columns);
        data.writeShort(rows);
        string(data, type);
        data.writeBoolean(columns > 0);
        data.writeShort(0);
        send(REQUEST, body.toByteArray());
    }

    /** Sends a request with a file of so many bytes, and not the file. */
    void announce(int bytes, String... argv) throws IOException {
        byte[] body = request(0, Map.of(argv.length - 1, new byte[0]), List.of(argv));
        ByteBuffer.wrap(body).putInt(body.length - 4, bytes);
        send(REQUEST, body);
    }

    private static byte[] request(int columns, Map<Integer, byte[]> files, List<String> argv) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(body);
        data.writeByte(0);
        data.writeShort(argv.size());
        for (String argument : argv) {
            string(data, argument);
        }
        data.writeBoolean(columns > 0);
        data.writeBoolean(columns > 0);
        data.writeBoolean(columns > 0);
        data.writeShort(columns);
        data.writeShort(columns > 0 ? 24 : 0);
        string(data, columns > 0 ? "xterm" : "");
        data.writeBoolean(columns > 0);
        data.writeShort(files.size());
        for (Map.Entry<Integer, byte[]> file : files.entrySet()) {
            data.writeShort(file.getKey());
            string(data, "file");
            data.writeInt(file.getValue().length);
        }
        return body.toByteArray();
    }

    private static void string(DataOutputStream data, String text) throws IOException {
        byte[] utf8 = text.getBytes(UTF_8);
        data.writeInt(utf8.length);
        data.write(utf8);
    }

    void send(int type, byte[] body) throws IOException {
        raw(ByteBuffer.allocate(5 + body.length)
                .put((byte) type)
                .putInt(body.length)
                .put(body)
                .array());
    }

    void raw(byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /** Reads until the exit code. */
    Answer answer() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        while (true) {
            ByteBuffer header = read(5);
            int type = header.get();
            byte[] body = read(header.getInt()).array();
            switch (type) {
                case HELLO -> {}
                case STDOUT -> out.writeBytes(body);
                case STDERR -> err.writeBytes(body);
                case EXIT -> {
                    return new Answer(body[0], out.toString(UTF_8), err.toString(UTF_8));
                }
                default -> throw new IOException("a frame of type " + type);
            }
        }
    }

    /** Waits until the daemon ends the connection; false: it sent something instead. */
    boolean awaitEnd() throws IOException {
        return channel.read(ByteBuffer.allocate(1)) < 0;
    }

    /** Reads so many bytes. */
    ByteBuffer read(int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException();
            }
        }
        return buffer.flip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
