package twitcher.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StopWishTest {
    private final List<String> told = new ArrayList<>();
    private final StopWish wish = new StopWish();

    @Test
    void whoComesFirstIsToldOnce() throws Exception {
        wish.tell(told::add);
        assertThat(wish.isMade()).isFalse();

        wish.make("SIGTERM");
        wish.make("SIGINT");

        assertThat(told).containsExactly("SIGTERM");
        assertThat(wish.isMade()).isTrue();
        wish.await();
    }

    @Test
    void oneFromBeforeAnybodyListensIsToldThen() {
        wish.make("SIGTERM");
        assertThat(wish.isMade()).isTrue();

        wish.tell(told::add);
        wish.make("SIGINT");

        assertThat(told).containsExactly("SIGTERM");
    }
}
