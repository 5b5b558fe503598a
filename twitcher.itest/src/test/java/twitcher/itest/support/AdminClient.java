package twitcher.itest.support;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Gives a daemon a command over its socket, as docs/protocol.md has it: without a client's JVM for each question. */
public final class AdminClient {
    private static final int HELLO = 0x01;
    private static final int REQUEST = 0x02;
    private static final int STDOUT = 0x11;
    private static final int STDERR = 0x12;
    private static final int EXIT = 0x13;
    private static final int PATIENCE_S = 20;

    private final Path stateDir;

    /** For the daemon with that state directory, whether it runs or not. */
    public AdminClient(Path stateDir) {
        this.stateDir = stateDir;
    }

    /** What it answers; empty if there is no daemon, or none that answers in twenty seconds. */
    public Optional<Daemon.Result> ask(String... command) {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket()))) {
            CompletableFuture.runAsync(
                    () -> close(channel), CompletableFuture.delayedExecutor(PATIENCE_S, TimeUnit.SECONDS));
            DataOutputStream out = new DataOutputStream(Channels.newOutputStream(channel));
            send(out, HELLO, body -> {
                body.write("twitcher".getBytes(StandardCharsets.US_ASCII));
                body.writeShort(1);
                body.writeShort(1);
                text(body, "test");
            });
            send(out, REQUEST, body -> request(body, command));
            return Optional.of(answer(new DataInputStream(Channels.newInputStream(channel))));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Path socket() throws IOException {
        Path elsewhere = stateDir.resolve("shell.path");
        return Files.exists(elsewhere) ? Path.of(Files.readString(elsewhere).strip()) : stateDir.resolve("shell.sock");
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private interface Body {
        void write(DataOutputStream to) throws IOException;
    }

    private static void send(DataOutputStream out, int type, Body body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        body.write(new DataOutputStream(bytes));
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        DataOutputStream head = new DataOutputStream(frame);
        head.writeByte(type);
        head.writeInt(bytes.size());
        bytes.writeTo(head);
        out.write(frame.toByteArray());
    }

    private static void request(DataOutputStream body, String... command) throws IOException {
        body.writeByte(0);
        body.writeShort(command.length);
        for (String word : command) {
            text(body, word);
        }
        body.write(new byte[] {0, 0, 0, 0, 0, 0, 0});
        text(body, "");
        body.writeByte(0);
        body.writeShort(0);
    }

    private static void text(DataOutputStream body, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        body.writeInt(bytes.length);
        body.write(bytes);
    }

    private static Daemon.Result answer(DataInputStream in) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        while (true) {
            int type = in.readUnsignedByte();
            byte[] body = in.readNBytes(in.readInt());
            switch (type) {
                case STDOUT -> out.writeBytes(body);
                case STDERR -> err.writeBytes(body);
                case EXIT -> {
                    return new Daemon.Result(
                            body[0], out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
                }
                default -> {}
            }
        }
    }
}
