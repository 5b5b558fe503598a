package twitcher.engine.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import twitcher.api.OnDelete;
import twitcher.api.OnFailure;
import twitcher.api.Policy;
import twitcher.api.Retry;
import twitcher.api.RunMode;
import twitcher.api.RunOnLoad;

/** The promise with each setting at each of its kinds of values, together with every other. */
class EverySettingTest {
    private static final int SEQUENCES = Integer.getInteger("twitcher.sequences", 2);

    /** Values of one setting. */
    private interface Choice {
        List<Desk.Settings> of(Desk.Settings settings);
    }

    @SafeVarargs
    private static <T> Choice choice(BiConsumer<Desk.Settings, T> setter, T... values) {
        return settings -> {
            List<Desk.Settings> all = new ArrayList<>();
            for (T value : values) {
                Desk.Settings copy = settings.copy();
                setter.accept(copy, value);
                all.add(copy);
            }
            return all;
        };
    }

    private static List<Policy> policies(RunMode mode) {
        List<Choice> choices = new ArrayList<>(List.of(
                choice((s, v) -> s.runOnLoad = v, RunOnLoad.values()),
                choice(
                        (Desk.Settings s, Optional<Duration> v) -> s.timeout = v,
                        Optional.empty(),
                        Optional.of(Duration.ofMillis(500))),
                choice((s, v) -> s.settle = v, Duration.ZERO, Duration.ofMillis(100)),
                choice((s, v) -> s.splay = v, Duration.ZERO, Duration.ofMillis(200)),
                choice((s, v) -> s.onDelete = v, OnDelete.values()),
                choice((s, v) -> s.retry = v, retries())));
        if (mode == RunMode.PARALLEL) {
            choices.add(choice((s, v) -> s.maxParallel = v, 1, 2, 16));
        } else if (mode == RunMode.QUEUE) {
            choices.add(
                    choice((Desk.Settings s, Optional<Integer> v) -> s.signal = v, Optional.empty(), Optional.of(1)));
        }
        Desk.Settings first = new Desk.Settings();
        first.mode = mode;
        List<Desk.Settings> all = List.of(first);
        for (Choice next : choices) {
            all = all.stream().flatMap(settings -> next.of(settings).stream()).toList();
        }
        return all.stream().map(Desk.Settings::policy).toList();
    }

    /** retries, backoff, max_backoff and on_failure. */
    private static Retry[] retries() {
        List<Retry> all = new ArrayList<>();
        for (int retries : List.of(0, World.MOST_RETRIES)) {
            for (Duration backoff : List.of(Duration.ofMillis(50), Duration.ofSeconds(1))) {
                for (Duration most : List.of(backoff, backoff.multipliedBy(300))) {
                    for (OnFailure onFailure : OnFailure.values()) {
                        all.add(new Retry(retries, backoff, most, onFailure));
                    }
                }
            }
        }
        return all.toArray(Retry[]::new);
    }

    @Test
    void allOfThemAreTried() {
        assertThat(policies(RunMode.QUEUE)).hasSize(3 * 2 * 2 * 2 * 2 * 16 * 2).doesNotHaveDuplicates();
        assertThat(policies(RunMode.PARALLEL)).hasSize(3 * 2 * 2 * 2 * 2 * 16 * 3);
        assertThat(policies(RunMode.DISCARD)).hasSize(3 * 2 * 2 * 2 * 2 * 16);
    }

    @ParameterizedTest
    @EnumSource(RunMode.class)
    @Timeout(300)
    void theLastStateIsAlwaysStarted(RunMode mode) {
        long seed = Long.getLong("twitcher.seed", System.nanoTime());
        List<Policy> policies = policies(mode);
        System.out.println("every setting, " + mode + ": again with -Dtwitcher.seed=" + seed);
        for (int i = 0; i < policies.size() * SEQUENCES; i++) {
            Policy policy = policies.get(i % policies.size());
            try {
                new World(seed + i, policy).run();
            } catch (AssertionError e) {
                throw new AssertionError("with " + policy + ", -Dtwitcher.seed=" + seed + "\n" + e.getMessage(), e);
            }
        }
    }
}
