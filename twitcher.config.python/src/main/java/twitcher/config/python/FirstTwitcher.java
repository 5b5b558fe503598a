package twitcher.config.python;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import twitcher.api.settings.Problem;
import twitcher.api.settings.Value;

/** What the first twitcher took and ignored: it is left out with a warning, so that its files run unchanged. */
final class FirstTwitcher {
    private static final String SIGNAL = "notify_signal";
    private static final Set<String> WITHOUT_SIGNAL = Set.of("PARALLEL", "DISCARD");

    private FirstTwitcher() {}

    /**
     * A watch without what has no effect.
     *
     * @param warning what was left out, and why; empty: nothing
     */
    record Kept(Value.Fields watch, Optional<Problem> warning) {}

    /** What is kept of {@code watch}. */
    static Kept keep(Value.Fields watch) {
        Optional<Value.Field> signal = watch.fields().stream()
                .filter(field -> field.key().equals(SIGNAL) && !(field.value() instanceof Value.Nothing))
                .findFirst();
        Optional<String> mode = watch.fields().stream()
                .filter(field -> field.key().equals("run_mode"))
                .map(field -> field.value() instanceof Value.Text text ? text.text() : "")
                .filter(WITHOUT_SIGNAL::contains)
                .findFirst();
        if (signal.isEmpty() || mode.isEmpty()) {
            return new Kept(watch, Optional.empty());
        }
        List<Value.Field> others = watch.fields().stream()
                .filter(field -> !field.key().equals(SIGNAL))
                .toList();
        String why = SIGNAL + ": has no effect with run_mode " + mode.get() + ", as in 1.x; left out";
        return new Kept(
                new Value.Fields(others, watch.at()),
                Optional.of(new Problem(signal.get().keyAt(), why)));
    }
}
