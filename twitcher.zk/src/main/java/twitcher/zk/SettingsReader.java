package twitcher.zk;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the properties of a configuration by the table that {@link ZooKeeperSettings} is. A file's keys and values were
 * checked before; of a configuration that somebody else has set, a value that cannot be used is a problem, and its default takes its place.
 */
final class SettingsReader {
    private static final Map<String, Method> TABLE = Stream.of(ZooKeeperSettings.class.getDeclaredMethods())
            .collect(Collectors.toMap(Method::getName, method -> method, (a, b) -> a, TreeMap::new));
    private final Map<String, ?> properties;
    private final List<String> problems = new ArrayList<>();

    SettingsReader(Map<String, ?> properties) {
        this.properties = properties;
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
        if (text.matches("\\+?[0-9]{1,10}")
                && Long.parseLong(text) >= least
                && Long.parseLong(text) <= Integer.MAX_VALUE) {
            return Integer.parseInt(text);
        }
        problems.add(key + ": must be a whole number from " + least + ", was: " + text + "; using " + fallback(key));
        return (int) fallback(key);
    }

    boolean flag(String key) {
        String text = String.valueOf(properties.containsKey(key) ? properties.get(key) : fallback(key))
                .strip();
        if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
            problems.add(key + ": must be true or false, was: " + text + "; using " + fallback(key));
            return (boolean) fallback(key);
        }
        return Boolean.parseBoolean(text);
    }

    private static Object fallback(String key) {
        return TABLE.get(key).getDefaultValue();
    }
}
