package twitcher.shell.it;

import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.builtins.ScreenTerminal;

/** A terminal as tmux has them: it understands what it is sent, and can say what it shows. */
final class TestTerminal implements AutoCloseable {
    /** As a terminal sends it that is in application mode, which JLine asks for. */
    static final String UP = "\u001bOA";

    static final String TAB = "\t";
    static final String ENTER = "\r";
    static final String CTRL_C = "\u0003";
    static final String CTRL_D = "\u0004";

    private static final int KEYS = 0x20;
    private static final int RESIZE = 0x21;
    private static final int RAW = 0x23;

    private final SocketClient client;
    private final ScreenTerminal screen;
    private final AtomicBoolean raw = new AtomicBoolean();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();

    TestTerminal(Path socket) throws IOException {
        this(socket, 100, 30);
    }

    TestTerminal(Path socket, int columns, int rows) throws IOException {
        screen = new ScreenTerminal(columns, rows);
        client = new SocketClient(socket);
        client.hello(1, 1);
        client.session(columns, rows, "xterm-256color");
        Thread reading = new Thread(this::show, "test-terminal");
        reading.setDaemon(true);
        reading.start();
    }

    private void show() {
        try {
            while (!exit.isDone()) {
                int type = client.read(1).get();
                ByteBuffer body = client.read(client.read(4).getInt());
                take(type, body);
            }
        } catch (IOException e) {
            exit.completeExceptionally(e);
        }
    }

    private void take(int type, ByteBuffer body) {
        switch (type) {
            case SocketClient.STDOUT -> write(StandardCharsets.UTF_8.decode(body));
            case SocketClient.STDERR -> errors.writeBytes(body.array());
            case SocketClient.EXIT -> exit.complete((int) body.get());
            case RAW -> raw.set(body.get() != 0);
            default -> {}
        }
    }

    private synchronized void write(CharSequence text) {
        screen.write(text);
    }

    /** What it shows, without spaces at the ends of lines. */
    synchronized String text() {
        return screen.toString().replaceAll("(?m)[ \u0000]+$", "").stripTrailing();
    }

    /** Waits until it shows something. */
    TestTerminal shows(String expected) {
        await().alias(expected).atMost(Duration.ofSeconds(15)).until(this::text, text -> text.contains(expected));
        return this;
    }

    /** Waits until the last line is a prompt with something typed behind it. */
    TestTerminal prompts(String typed) {
        String line = ("twitcher> " + typed).stripTrailing();
        await().alias(line).atMost(Duration.ofSeconds(15)).until(this::text, text -> text.endsWith("\n" + line));
        return this;
    }

    TestTerminal type(String... keys) throws IOException {
        for (String key : keys) {
            client.send(KEYS, key.getBytes(StandardCharsets.UTF_8));
        }
        return this;
    }

    TestTerminal resize(int columns, int rows) throws IOException {
        synchronized (this) {
            screen.setSize(columns, rows);
        }
        client.send(
                RESIZE,
                ByteBuffer.allocate(4)
                        .putShort((short) columns)
                        .putShort((short) rows)
                        .array());
        return this;
    }

    boolean isRaw() {
        return raw.get();
    }

    String errors() {
        return errors.toString(StandardCharsets.UTF_8);
    }

    /** Waits for the end. */
    int exit() throws Exception {
        return exit.get(15, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
