package twitcher.zk;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the properties of a configuration by the table that {@link ZooKeeperSettings} is. A value that cannot be used is
 * a problem, and its default takes its place.
 */
final class SettingsReader {
    private static final Map<String, Method> TABLE = Stream.of(ZooKeeperSettings.class.getDeclaredMethods())
            .collect(Collectors.toMap(Method::getName, method -> method, (a, b) -> a, TreeMap::new));
    /** Keys that the framework adds to every configuration. */
    private static final Set<String> FOREIGN = Set.of("service.pid", "service.factoryPid", "service.bundleLocation");

    private final Map<String, ?> properties;
    private final List<String> problems = new ArrayList<>();

    SettingsReader(Map<String, ?> properties) {
        this.properties = properties;
        for (String key : new TreeSet<>(properties.keySet())) {
            if (!TABLE.containsKey(key) && !foreign(key)) {
                problems.add(key + ": unknown key; " + nearest(key));
            }
        }
    }

    /** What is wrong with the configuration, each with its key. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    /** Notes something that is wrong with values together. */
    void problem(String words) {
        problems.add(words);
    }

    String text(String key) {
        return Optional.ofNullable(properties.get(key))
                .map(value -> value.toString().strip())
                .orElseGet(() -> (String) fallback(key));
    }

    /** A number not below {@code least}. */
    int number(String key, int least) {
        String text = String.valueOf(properties.containsKey(key) ? properties.get(key) : fallback(key))
                .strip();
        if (text.matches("[0-9]{1,9}") && Integer.parseInt(text) >= least) {
            return Integer.parseInt(text);
        }
        problems.add(key + ": must be a whole number from " + least + ", was: " + text + "; using " + fallback(key));
        return (int) fallback(key);
    }

    boolean flag(String key) {
        String text = String.valueOf(properties.containsKey(key) ? properties.get(key) : fallback(key))
                .strip();
        if (!text.equals("true") && !text.equals("false")) {
            problems.add(key + ": must be true or false, was: " + text + "; using " + fallback(key));
            return (boolean) fallback(key);
        }
        return text.equals("true");
    }

    private static Object fallback(String key) {
        return TABLE.get(key).getDefaultValue();
    }

    private static boolean foreign(String key) {
        return key.startsWith(".")
                || key.startsWith("component.")
                || key.startsWith("felix.fileinstall.")
                || key.startsWith("osgi.")
                || key.endsWith(".target")
                || FOREIGN.contains(key);
    }

    private static String nearest(String key) {
        String best = TABLE.keySet().stream()
                .min(Comparator.comparingInt(known -> distance(key.toLowerCase(), known.toLowerCase())))
                .orElseThrow();
        return distance(key.toLowerCase(), best.toLowerCase()) <= 3
                ? "did you mean " + best + "?"
                : "known keys are " + String.join(", ", TABLE.keySet());
    }

    /** Levenshtein's. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
