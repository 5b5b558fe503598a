package twitcher.launcher.client;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The daemon's side of the protocol, written from its description alone: serves one connection as a script tells it. */
final class FakeDaemon implements AutoCloseable {
    private static final int LONGEST_SECONDS = 50;

    static final int HELLO = 0x01;
    static final int REQUEST = 0x02;
    static final int ATTACHMENT = 0x03;
    static final int STDOUT = 0x11;
    static final int STDERR = 0x12;
    static final int EXIT = 0x13;

    /** Speaks versions of the protocol that nobody here does, and says so. */
    static final Script OF_ANOTHER_VERSION = talk -> {
        byte[] hello = talk.expect(HELLO);
        hello[9] = 7;
        hello[11] = 8;
        talk.send(HELLO, hello);
        talk.send(STDERR, "too old");
        talk.exit(1);
    };

    private final ServerSocketChannel server;
    private final CompletableFuture<Void> served;

    /** What it does with its one connection. */
    interface Script {
        void serve(Talk talk) throws IOException;
    }

    FakeDaemon(Path socket, Script script) throws IOException {
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        served = CompletableFuture.runAsync(() -> {
            try (SocketChannel channel = server.accept()) {
                script.serve(new Talk(channel));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    /** Waits until the script has ended, and fails if it failed, or if nobody came. */
    void join() {
        served.orTimeout(LONGEST_SECONDS, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    /** One connection. */
    static final class Talk {
        final Map<String, Object> request = new HashMap<>();
        private final SocketChannel channel;
        private final DataInputStream in;

        Talk(SocketChannel channel) {
            this.channel = channel;
            this.in = new DataInputStream(Channels.newInputStream(channel));
        }

        void greet() throws IOException {
            byte[] hello = expect(HELLO);
            send(HELLO, hello);
        }

        /** Greets, and reads the request into {@link #request}. */
        void accept() throws IOException {
            greet();
            readRequest();
        }

        byte[] expect(int type) throws IOException {
            int actual = in.readUnsignedByte();
            byte[] body = in.readNBytes(in.readInt());
            if (actual != type) {
                throw new IOException("expected frame " + type + ", was " + actual);
            }
            return body;
        }

        boolean isAtEnd() throws IOException {
            return in.read() < 0;
        }

        void send(int type, byte[] body) throws IOException {
            ByteBuffer frame = ByteBuffer.allocate(5 + body.length);
            frame.put((byte) type).putInt(body.length).put(body).flip();
            while (frame.hasRemaining()) {
                channel.write(frame);
            }
        }

        void send(int type, String body) throws IOException {
            send(type, body.getBytes(StandardCharsets.UTF_8));
        }

        void exit(int code) throws IOException {
            send(EXIT, new byte[] {(byte) code});
        }

        /** Reads a request into {@link #request}, field by field. */
        void readRequest() throws IOException {
            DataInputStream body = new DataInputStream(new java.io.ByteArrayInputStream(expect(REQUEST)));
            request.put("kind", body.readUnsignedByte());
            request.put("argv", strings(body));
            request.put("tty", List.of(body.readBoolean(), body.readBoolean(), body.readBoolean()));
            request.put("size", List.of(body.readUnsignedShort(), body.readUnsignedShort()));
            request.put("term", string(body));
            request.put("colour", body.readBoolean());
            List<String> attachments = new ArrayList<>();
            int count = body.readUnsignedShort();
            for (int i = 0; i < count; i++) {
                attachments.add(body.readUnsignedShort() + " " + string(body) + " " + body.readInt());
            }
            request.put("attachments", attachments);
        }

        private static List<String> strings(DataInputStream body) throws IOException {
            List<String> strings = new ArrayList<>();
            int count = body.readUnsignedShort();
            for (int i = 0; i < count; i++) {
                strings.add(string(body));
            }
            return strings;
        }

        private static String string(DataInputStream body) throws IOException {
            return new String(body.readNBytes(body.readInt()), StandardCharsets.UTF_8);
        }
    }
}
