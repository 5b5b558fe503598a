package twitcher.shell.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import twitcher.api.Watch;
import twitcher.api.admin.Forecast;
import twitcher.api.admin.Proof;
import twitcher.api.admin.Replacement;
import twitcher.shell.text.Json;
import twitcher.shell.text.Screen;
import twitcher.shell.text.Tone;

/**
 * What a file would change: each watch with the settings that differ, and what would run.
 *
 * @param replacement what the loader would make of it
 * @param forecasts what the engine would make of that, by id; empty if it was not asked
 */
record Plan(Replacement replacement, Map<String, Forecast> forecasts) {
    private static final int LONGEST = 60;

    /** What becomes of a watch. */
    private enum Fate {
        ADDED("+", Tone.GOOD),
        CHANGED("~", Tone.NOTICE),
        REMOVED("-", Tone.BAD),
        UNCHANGED(" ", Tone.PLAIN);

        private final String sign;
        private final Tone tone;

        Fate(String sign, Tone tone) {
            this.sign = sign;
            this.tone = tone;
        }
    }

    /** A setting that differs; absent: it is not set. */
    private record Difference(String setting, Optional<Object> before, Optional<Object> after) {}

    /** A watch, and what becomes of it. */
    private record Entry(Watch watch, Fate fate, List<Difference> differences) {}

    static Map<String, Forecast> byId(List<Forecast> forecasts) {
        return forecasts.stream().collect(Collectors.toMap(f -> f.watch().id(), Function.identity(), (a, b) -> a));
    }

    private List<Entry> entries() {
        Map<String, Watch> before = watches(replacement.before());
        Map<String, Watch> after = watches(replacement.after());
        List<Entry> entries = new ArrayList<>();
        after.forEach((id, watch) -> entries.add(entry(Optional.ofNullable(before.get(id)), watch)));
        before.forEach((id, watch) -> {
            if (!after.containsKey(id)) {
                entries.add(new Entry(watch, Fate.REMOVED, List.of()));
            }
        });
        return entries;
    }

    private static Map<String, Watch> watches(List<Watch> watches) {
        Map<String, Watch> byId = new LinkedHashMap<>();
        watches.forEach(watch -> byId.put(watch.id(), watch));
        return byId;
    }

    private static Entry entry(Optional<Watch> before, Watch after) {
        if (before.isEmpty()) {
            return new Entry(after, Fate.ADDED, List.of());
        }
        List<Difference> differences = differences(before.get(), after);
        return new Entry(after, differences.isEmpty() ? Fate.UNCHANGED : Fate.CHANGED, differences);
    }

    private static List<Difference> differences(Watch before, Watch after) {
        Map<String, Object> old = WatchFields.settings(before);
        Map<String, Object> young = WatchFields.settings(after);
        Set<String> names = new LinkedHashSet<>(young.keySet());
        names.addAll(old.keySet());
        return names.stream()
                .filter(name -> !Objects.equals(old.get(name), young.get(name)))
                .map(name -> new Difference(name, present(old.get(name)), present(young.get(name))))
                .toList();
    }

    private static Optional<Object> present(Object value) {
        return value instanceof Optional<?> maybe ? maybe.map(Function.identity()) : Optional.ofNullable(value);
    }

    private boolean loads() {
        return replacement.proof().state() != Proof.State.ERROR;
    }

    /** For people. */
    String text(Screen screen) {
        StringBuilder text = new StringBuilder();
        if (replacement.proof().state() != Proof.State.FINE) {
            text.append(Proofs.text(replacement.proof(), screen));
        }
        if (!loads()) {
            Proofs.line(
                    text,
                    Tone.NOTICE,
                    replacement.file() + ": nothing would change: what runs from it now goes on",
                    screen);
            return text.toString();
        }
        replacement
                .effects()
                .forEach(effect -> Proofs.line(text, Tone.PLAIN, replacement.file() + ": " + effect, screen));
        if (replacement.effects().isEmpty()) {
            watches(text, screen);
        }
        return text.toString();
    }

    private void watches(StringBuilder text, Screen screen) {
        List<Entry> entries = entries();
        Proofs.line(text, Tone.STRONG, replacement.file() + ": " + counts(entries), screen);
        if (replacement.held()) {
            Proofs.line(text, Tone.BAD, "the folder's watches are held: nothing starts before that is over", screen);
        }
        entries.stream().filter(entry -> entry.fate() != Fate.UNCHANGED).forEach(entry -> entry(text, entry, screen));
    }

    private static String counts(List<Entry> entries) {
        return List.of(Fate.values()).stream()
                .map(fate -> entries.stream().filter(e -> e.fate() == fate).count() + " "
                        + fate.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    private void entry(StringBuilder text, Entry entry, Screen screen) {
        String where =
                entry.fate() == Fate.ADDED ? " on " + entry.watch().node().path() : "";
        Proofs.line(
                text, entry.fate().tone, entry.fate().sign + " " + entry.watch().id() + where, screen);
        entry.differences().forEach(d -> Proofs.line(text, Tone.PLAIN, "    " + words(d), screen));
        Optional.ofNullable(forecasts.get(entry.watch().id())).ifPresent(f -> forecast(text, f, screen));
    }

    private static String words(Difference difference) {
        return difference.setting() + ": " + brief(difference.before()) + " -> " + brief(difference.after());
    }

    private static String brief(Optional<Object> value) {
        String text = value.map(WatchFields::plain).map(String::valueOf).orElse("unset");
        return text.length() > LONGEST ? text.substring(0, LONGEST) + ".." : text;
    }

    private static void forecast(StringBuilder text, Forecast forecast, Screen screen) {
        String event = forecast.event().map(e -> " (" + e.word() + ")").orElse("");
        Proofs.line(
                text,
                Forecasts.verdict(forecast).tone(),
                "    " + Forecasts.verdict(forecast).text() + event,
                screen);
        forecast.way().forEach(stage -> Proofs.line(text, Tone.PLAIN, "      " + Forecasts.words(stage), screen));
    }

    /** For programs. */
    Map<String, Object> data() {
        return Json.object(
                "file", replacement.file(),
                "candidate", replacement.proof().name(),
                "kind", replacement.proof().kind(),
                "state", replacement.proof().state(),
                "problems", Proofs.problems(replacement.proof()),
                "waits_for", replacement.proof().waitsFor(),
                "held", replacement.held(),
                "effects", replacement.effects(),
                "watches", loads() ? entries().stream().map(this::data).toList() : List.of());
    }

    private Map<String, Object> data(Entry entry) {
        Optional<Forecast> forecast =
                Optional.ofNullable(forecasts.get(entry.watch().id()));
        return Json.object(
                "id", entry.watch().id(),
                "znode", entry.watch().node().path(),
                "change", entry.fate(),
                "settings", entry.differences().stream().map(Plan::data).toList(),
                "verdict", forecast.map(Forecast::verdict),
                "event", forecast.flatMap(Forecast::event).map(e -> e.word()),
                "way", forecast.map(f -> Forecasts.stages(f.way())).orElse(List.of()));
    }

    private static Map<String, Object> data(Difference difference) {
        return Json.object("name", difference.setting(), "before", difference.before(), "after", difference.after());
    }
}
