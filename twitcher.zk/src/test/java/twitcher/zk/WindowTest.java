package twitcher.zk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WindowTest {
    private static final int MEGABYTE = 1024 * 1024;

    private final Window window = new Window();

    @Test
    void fewAtFirstAndMoreWithEachAnswer() {
        window.restart(128);
        assertThat(room()).isEqualTo(16);
        answers(200, 100);
        assertThat(room()).isEqualTo(128);
    }

    @Test
    void neverMoreThanAllowed() {
        window.restart(3);
        answers(200, 0);
        assertThat(room()).isEqualTo(3);
    }

    @Test
    void largeAnswersAreTakenFewAtATimeUntilTheyAreForgotten() {
        window.restart(128);
        answers(200, 0);
        answers(1, MEGABYTE);
        assertThat(room()).isEqualTo(8);
        answers(1, 100 * MEGABYTE);
        assertThat(room()).isEqualTo(2);
        answers(500, 100);
        assertThat(room()).isEqualTo(128);
    }

    private void answers(int count, int bytes) {
        for (int i = 0; i < count; i++) {
            window.began();
            window.ended(bytes);
        }
    }

    private int room() {
        int room = 0;
        while (window.hasRoom()) {
            window.began();
            room++;
        }
        for (int i = 0; i < room; i++) {
            window.ended(0);
        }
        return room;
    }
}
