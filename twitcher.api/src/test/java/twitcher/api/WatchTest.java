package twitcher.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WatchTest {
    private static Watch watch(String id, ActionSpec action) {
        return new Watch(id, Node.data("/a"), action, Policy.DEFAULT, Surroundings.DEFAULT);
    }

    private static Policy policy(int maxParallel, Optional<Integer> signal, Duration settle) {
        return new Policy(
                RunOnLoad.ALWAYS,
                RunMode.QUEUE,
                maxParallel,
                signal,
                Optional.empty(),
                settle,
                Duration.ZERO,
                OnDelete.IGNORE,
                Retry.NONE);
    }

    private static Surroundings surroundings(String cwd, int umask) {
        return new Surroundings(true, Optional.empty(), Optional.empty(), Map.of(), cwd, umask, Duration.ofSeconds(5));
    }

    @Test
    void equalSettingsMakeEqualWatches() {
        assertThat(watch("f:a", ActionSpec.shell("true"))).isEqualTo(watch("f:a", ActionSpec.shell("true")));
        assertThat(watch("f:a", ActionSpec.shell("true"))).isNotEqualTo(watch("f:a", ActionSpec.argv(List.of("true"))));
    }

    @Test
    void idIsNeeded() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> watch("", ActionSpec.shell("true")))
                .withMessageStartingWith("id: ");
    }

    @Test
    void actionIsNotAlteredByWhoMadeIt() {
        List<Object> argv = new ArrayList<>(List.of("a"));
        Map<String, Object> settings = new HashMap<>(Map.of("command", argv));
        ActionSpec action = new ActionSpec("exec", settings);
        argv.add("b");
        settings.clear();
        assertThat(action).isEqualTo(ActionSpec.argv(List.of("a")));
    }

    @Test
    void equalNumbersMakeEqualActions() {
        assertThat(new ActionSpec("x", Map.of("n", 5)))
                .isEqualTo(new ActionSpec("x", Map.of("n", new BigDecimal("5.0"))));
    }

    @Test
    void actionRefusesWhatIsNoPlainData() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ActionSpec("x", Map.of("n", new Object())));
    }

    @Test
    void policyNamesTheFieldThatIsWrong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> policy(0, Optional.empty(), Duration.ZERO))
                .withMessage("max_parallel: must be at least 1, was: 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> policy(1, Optional.of(32), Duration.ZERO))
                .withMessage("notify_signal: must be 1 to 31, was: 32");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> policy(1, Optional.empty(), Duration.ofSeconds(-1)))
                .withMessageStartingWith("settle: ");
    }

    @Test
    void retryNamesTheFieldThatIsWrong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Retry(-1, Duration.ZERO, Duration.ZERO, OnFailure.KEEP))
                .withMessage("retries: must not be negative, was: -1");
    }

    @Test
    void surroundingsNameTheFieldThatIsWrong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> surroundings("tmp", 0))
                .withMessage("cwd: must start with '/', was: tmp");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> surroundings("/", 01000))
                .withMessage("umask: must be 0 to 0777, was: 1000");
    }

    @Test
    void otherRunModeLeavesTheRestOfAPolicy() {
        assertThat(Policy.DEFAULT.withRunMode(RunMode.RESTART).withRunMode(RunMode.QUEUE))
                .isEqualTo(Policy.DEFAULT);
        assertThat(Policy.DEFAULT.withRunMode(RunMode.RESTART).runMode()).isEqualTo(RunMode.RESTART);
    }
}
