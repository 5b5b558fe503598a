package twitcher.zk;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Finds out now and then why there is no connection, which the ZooKeeper client keeps to itself. */
final class Diagnosis {
    private static final Duration FIRST_LOOK = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final int CONNECT_MS = 1_000;
    private static final int ANSWER_MS = 3_000;

    private final ClientSettings settings;
    private final BooleanSupplier needed;
    private final Consumer<String> found;
    private final Timer timer;
    private boolean going;
    private Duration pause = FIRST_LOOK;

    /** About these servers, as long as it is {@code needed}; tells {@code found}. */
    Diagnosis(ClientSettings settings, BooleanSupplier needed, Consumer<String> found, Timer timer) {
        this.settings = settings;
        this.needed = needed;
        this.found = found;
        this.timer = timer;
    }

    /** Begins, unless it is going; ends by itself when it is not needed any more. Returns at once. */
    synchronized void begin() {
        if (!going) {
            going = true;
            pause = FIRST_LOOK;
            timer.after(pause, this::next);
        }
    }

    private synchronized void next() {
        going = needed.getAsBoolean();
        if (going) {
            TimerThread.named("diagnosis").newThread(this::look).start();
        }
    }

    /** Blocks for a few seconds a server, or as long as the resolution of names takes. */
    private void look() {
        String why = settings.servers().hosts().stream()
                .map(host -> host + ": " + problem(host))
                .collect(Collectors.joining("; "));
        if (needed.getAsBoolean()) {
            found.accept(why);
        }
        again();
    }

    /** Soon at first: what a busy server says may come late, and differ from what comes of its silence. */
    private synchronized void again() {
        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        timer.after(pause, this::next);
    }

    private String problem(Servers.Host host) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getByName(host.name()), host.port()), CONNECT_MS);
            socket.setSoTimeout(ANSWER_MS);
            if (settings.tls().isPresent()) {
                new Handshake(settings.tls().get()).with(socket, host);
            }
            return "accepts connections, but gives no session";
        } catch (UnknownHostException e) {
            return "no such host";
        } catch (IOException | IllegalArgumentException e) {
            return e.getMessage();
        }
    }
}
