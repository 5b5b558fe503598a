package twitcher.shell.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class OutboxTest {
    private static final Frame LARGE = new Frame(Frame.STDOUT, new byte[Outbox.FULL_BYTES + 1]);

    private final AtomicInteger wakeups = new AtomicInteger();
    private final Outbox outbox = new Outbox(wakeups::incrementAndGet);
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final WritableByteChannel client = Channels.newChannel(sent);

    @Test
    void framesLeaveInTheirOrder() throws IOException {
        outbox.put(new Frame(Frame.STDOUT, new byte[] {'a'}));
        outbox.end(Frame.exit(3));
        assertThat(outbox.done()).isFalse();

        outbox.drainTo(client);

        assertThat(sent.toByteArray()).containsExactly(0x11, 0, 0, 0, 1, 'a', 0x13, 0, 0, 0, 1, 3);
        assertThat(outbox.done()).isTrue();
        assertThat(wakeups).hasValue(2);
    }

    @Test
    void whatComesAfterTheEndIsDropped() throws IOException {
        outbox.end(Frame.exit(0));
        outbox.put(Frame.error("too late"));
        outbox.end(Frame.exit(1));

        outbox.drainTo(client);

        assertThat(sent.toByteArray()).containsExactly(0x13, 0, 0, 0, 1, 0);
    }

    @Test
    void aFullOneMakesACommandWaitUntilThereIsRoom() throws Exception {
        outbox.put(LARGE);
        CompletableFuture<Void> command = putting();
        awaitWaiting();

        outbox.drainTo(client);

        command.get();
        assertThat(outbox.waiting()).isTrue();
    }

    @Test
    void aCommandThatWaitsIsToldThatTheClientIsGone() throws Exception {
        outbox.put(LARGE);
        CompletableFuture<Void> command = putting();
        awaitWaiting();

        outbox.close();

        assertThatThrownBy(command::get).hasRootCauseMessage("the client is gone");
    }

    @Test
    void aCommandThatWaitsCanBeInterrupted() throws Exception {
        outbox.put(LARGE);
        CompletableFuture<Void> command = putting();
        awaitWaiting().interrupt();

        assertThatThrownBy(command::get).hasCauseInstanceOf(InterruptedIOException.class);
    }

    private CompletableFuture<Void> putting() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        outbox.put(new Frame(Frame.STDOUT, new byte[1]));
                        done.complete(null);
                    } catch (IOException e) {
                        done.completeExceptionally(e);
                    }
                },
                "putting");
        thread.start();
        return done;
    }

    private static Thread awaitWaiting() {
        return await().atMost(Duration.ofMinutes(1))
                .until(
                        () -> Thread.getAllStackTraces().keySet().stream()
                                .filter(thread ->
                                        thread.getName().equals("putting") && thread.getState() == Thread.State.WAITING)
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }
}
