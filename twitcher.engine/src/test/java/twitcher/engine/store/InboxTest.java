package twitcher.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class InboxTest {
    private static final long LONG = TimeUnit.MINUTES.toNanos(1);

    private final Inbox<Integer> inbox = new Inbox<>();

    /** What a thread takes that waits for a minute at most. */
    private CompletableFuture<Optional<Integer>> taken() {
        CompletableFuture<Optional<Integer>> taken = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                taken.complete(inbox.take(LONG));
            } catch (InterruptedException e) {
                taken.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        inbox.takenBy(thread);
        thread.start();
        while (thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        return taken;
    }

    @Test
    void wakesItsThread() throws Exception {
        CompletableFuture<Optional<Integer>> taken = taken();
        inbox.add(1);
        assertThat(taken.get(30, TimeUnit.SECONDS)).contains(1);
    }

    @Test
    void whatIsQuietIsTakenWithTheNextThatIsNot() throws Exception {
        CompletableFuture<Optional<Integer>> taken = taken();
        inbox.addQuietly(1);
        Assertions.assertThatThrownBy(() -> taken.get(50, TimeUnit.MILLISECONDS))
                .isInstanceOf(TimeoutException.class);
        inbox.add(2);
        assertThat(taken.get(30, TimeUnit.SECONDS)).contains(1);
        assertThat(inbox.takeAll()).isEqualTo(List.of(2));
        assertThat(inbox.size()).isZero();
    }

    @Test
    void muchThatIsQuietIsNot() throws Exception {
        CompletableFuture<Optional<Integer>> taken = taken();
        for (int i = 0; i <= 100; i++) {
            inbox.addQuietly(i);
        }
        assertThat(taken.get(30, TimeUnit.SECONDS)).contains(0);
    }

    @Test
    void emptyWhenTheTimeIsOver() throws InterruptedException {
        assertThat(inbox.take(1)).isEmpty();
        inbox.addQuietly(1);
        assertThat(inbox.take(0)).contains(1);
    }
}
