package twitcher.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import twitcher.api.action.Action;
import twitcher.api.action.ActionType;
import twitcher.api.admin.Guests;
import twitcher.config.Interview.Unanswered;

/** Questions to an action type that answers, throws or hangs. */
class InterviewTest {
    private final CountDownLatch held = new CountDownLatch(1);
    private final Interview patient = new Interview("patient", new Type(), Duration.ofMinutes(1));
    private final Interview hasty = new Interview("hasty", new Type(), Duration.ofSeconds(3));

    private record None() {}

    private static final class Type implements ActionType<None> {
        @Override
        public Class<None> settings() {
            return None.class;
        }

        @Override
        public Action create(None settings) {
            throw new IllegalStateException("not asked here");
        }
    }

    @AfterEach
    void release() {
        held.countDown();
    }

    private String hang() {
        boolean released = false;
        while (!released) {
            try {
                held.await();
                released = true;
            } catch (InterruptedException e) {
                // ignores it, as bad guests do
            }
        }
        return "late";
    }

    private static boolean isGivenUp(Thread thread) {
        return thread.getName().equals("twitcher-settings-hasty" + Guests.GIVEN_UP)
                && thread.getContextClassLoader() == Type.class.getClassLoader();
    }

    private static boolean someoneIsGivenUp() {
        return Thread.getAllStackTraces().keySet().stream().anyMatch(InterviewTest::isGivenUp);
    }

    @Test
    void whatItAnswersIsTheAnswerAndWhatItThrowsIsThrown() {
        assertThat(patient.<String>ask(() -> "yes")).isEqualTo("yes");
        assertThatThrownBy(() -> patient.ask(() -> {
                    throw new IllegalArgumentException("url: no");
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("url: no");
        assertThatThrownBy(() -> patient.ask(() -> {
                    throw new NoClassDefFoundError("far/away");
                }))
                .isInstanceOf(NoClassDefFoundError.class);
    }

    @Test
    void oneThatHangsIsGivenUpAndNotAskedAgainUntilItReturns() {
        assertThatThrownBy(() -> hasty.ask(this::hang))
                .isInstanceOf(Unanswered.class)
                .hasToString("it has not returned within 3.0 s; it was given up");
        assertThat(someoneIsGivenUp()).isTrue();
        assertThatThrownBy(() -> hasty.ask(() -> "yes"))
                .hasToString("it has not returned from an earlier question yet; update or remove its bundle");

        held.countDown();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !someoneIsGivenUp());
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptionsInstanceOf(Unanswered.class)
                .until(() -> hasty.<String>ask(() -> "yes").equals("yes"));
    }
}
