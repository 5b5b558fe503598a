package twitcher.shell.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import twitcher.shell.socket.Typed.Event.Keys;
import twitcher.shell.socket.Typed.Event.Resized;

@Timeout(20)
class TypedTest {
    private final Typed typed = new Typed();

    @Test
    void eventsComeInTheirOrder() throws Exception {
        Keys keys = new Keys(new byte[] {1});
        typed.put(keys);
        typed.put(new Resized(80, 24));

        assertThat(typed.take()).contains(keys);
        assertThat(typed.take()).contains(new Resized(80, 24));
    }

    @Test
    void whatIsTypedTooFarAheadIsDropped() throws Exception {
        typed.put(new Keys(new byte[Typed.MAX_BYTES]));
        typed.put(new Keys(new byte[1]));
        typed.take();
        typed.put(new Resized(1, 1));

        assertThat(typed.take()).contains(new Resized(1, 1));
    }

    @Test
    void theEndIsHeardByWhoeverWaits() throws Exception {
        CompletableFuture<Boolean> taken = CompletableFuture.supplyAsync(() -> {
            try {
                return typed.take().isEmpty();
            } catch (InterruptedException e) {
                return false;
            }
        });

        typed.end();

        assertThat(taken.get()).isTrue();
        assertThat(typed.poll(10_000)).isEmpty();
    }

    @Test
    void waitingForAWhileEnds() throws Exception {
        assertThat(typed.poll(1)).isEmpty();
    }
}
