package twitcher.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import twitcher.api.settings.Location;
import twitcher.api.settings.Nearest;
import twitcher.api.settings.Problem;
import twitcher.config.Metatype.Description;

/**
 * Checks a {@code .cfg} file against what the bundle that reads it says of its keys, all of it at once. On the gate's
 * thread.
 */
final class ConfigurationCheck {
    private final Catalog catalog;
    private final Rules rules;

    ConfigurationCheck(Catalog catalog, Rules rules) {
        this.catalog = catalog;
        this.rules = rules;
    }

    /** What is to be said of a file. */
    sealed interface Verdict {
        /** It must not be set. */
        record Faulty(List<Problem> problems) implements Verdict {}

        /** It may be set. */
        sealed interface Usable extends Verdict {
            Map<String, Object> values();
        }

        /** Somebody reads it; {@code note} is what the log adds. */
        record Sound(Map<String, Object> values, String note) implements Usable {}

        /** Nobody says that he reads it; a bundle may come that does, or one there reads it without saying so. */
        record Unread(Map<String, Object> values, String waitsFor) implements Usable {}
    }

    /** The bundle is another than it was. */
    void forget(long bundleId) {
        catalog.forget(bundleId);
    }

    Verdict of(String pid, CfgText text) {
        String name = pid.contains("~") ? pid.substring(0, pid.indexOf('~')) : pid;
        Verdict verdict = byDescription(pid, name, text);
        if (verdict instanceof Verdict.Sound) {
            List<Problem> problems = byRules(name, text);
            return problems.isEmpty() ? verdict : new Verdict.Faulty(problems);
        }
        return verdict;
    }

    private Verdict byDescription(String pid, String name, CfgText text) {
        Catalog.Standing standing = catalog.find(name);
        if (standing instanceof Catalog.Standing.Described described) {
            return checked(pid, text, described.description());
        }
        if (!text.problems().isEmpty()) {
            return new Verdict.Faulty(text.problems());
        }
        Map<String, Object> values = Map.copyOf(text.values());
        return standing instanceof Catalog.Standing.Unknown unknown
                ? new Verdict.Unread(values, waitsFor(name, unknown.nearest()))
                : new Verdict.Sound(values, ", not checked, for its bundle does not describe its keys");
    }

    private List<Problem> byRules(String name, CfgText text) {
        Map<String, String> faults = new TreeMap<>(rules.faults(name, text.values()));
        List<Problem> problems = new ArrayList<>();
        text.entries()
                .forEach(entry -> Optional.ofNullable(faults.remove(entry.key()))
                        .ifPresent(words -> problems.add(text.problem(entry, words))));
        faults.forEach((key, words) -> problems.add(new Problem(new Location(text.file(), 0, 0), key + ": " + words)));
        return problems;
    }

    private static String waitsFor(String pid, Optional<String> nearest) {
        return "a bundle that reads the configuration " + Words.shown(pid)
                + nearest.map(known -> "; did you mean " + known + ".cfg?").orElse("");
    }

    private static Verdict checked(String pid, CfgText text, Description description) {
        List<Problem> problems = new ArrayList<>(text.problems());
        Map<String, Object> values = new HashMap<>();
        if (pid.contains("~") && !description.isFactory()) {
            String only = pid.substring(0, pid.indexOf('~')) + ".cfg";
            problems.add(new Problem(
                    new Location(text.file(), 0, 0), "there is one configuration of this kind; name the file " + only));
        }
        for (CfgText.Entry entry : text.entries()) {
            Attribute known = description.keys().get(entry.key());
            if (known != null) {
                known.fault(entry.value())
                        .ifPresentOrElse(
                                words -> problems.add(text.problem(entry, words)),
                                () -> values.put(entry.key(), known.value(entry.value())));
            } else if (isForAnybody(entry.key())) {
                values.put(entry.key(), entry.value());
            } else {
                problems.add(text.problem(entry, unknown(entry.key(), description)));
            }
        }
        problems.sort(Comparator.comparing(Problem::at));
        return problems.isEmpty() ? new Verdict.Sound(values, "") : new Verdict.Faulty(problems);
    }

    /** Keys that mean something to the framework, in any configuration. */
    private static boolean isForAnybody(String key) {
        return key.startsWith(".")
                || key.startsWith("component.")
                || key.startsWith("service.")
                || key.startsWith("osgi.")
                || key.startsWith("felix.fileinstall.")
                || key.endsWith(".target")
                || key.endsWith(".cardinality.minimum");
    }

    private static String unknown(String key, Description description) {
        return "unknown key; "
                + Nearest.to(key, new TreeSet<>(description.keys().keySet()))
                        .map(known -> "did you mean " + known + "?")
                        .orElse(
                                description.keys().isEmpty()
                                        ? "there are none"
                                        : "known keys are "
                                                + String.join(
                                                        ", ",
                                                        new TreeSet<>(description
                                                                .keys()
                                                                .keySet())));
    }
}
