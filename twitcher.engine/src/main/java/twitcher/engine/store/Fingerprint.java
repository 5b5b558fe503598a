package twitcher.engine.store;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import twitcher.api.Payload;
import twitcher.api.Watch;

/** Tells across restarts whether two watches are equal: the same for equal ones, whatever order their maps have. */
public final class Fingerprint {
    private Fingerprint() {}

    /** Of the node and the action: what a position belongs to. */
    public static String ofOrder(Watch watch) {
        return hash(watch.node().kind() + " " + quoted(watch.node().path()) + " " + action(watch));
    }

    /** Of everything. */
    public static String ofWatch(Watch watch) {
        Map<String, String> env = new TreeMap<>(watch.surroundings().env());
        return hash(String.join(
                " ",
                ofOrder(watch),
                watch.policy().toString(),
                Boolean.toString(watch.surroundings().pipeStdin()),
                watch.surroundings().user().toString(),
                watch.surroundings().group().toString(),
                words(env),
                quoted(watch.surroundings().cwd()),
                Integer.toOctalString(watch.surroundings().umask()),
                watch.surroundings().killAfter().toString()));
    }

    private static String action(Watch watch) {
        return quoted(watch.action().type()) + words(watch.action().settings());
    }

    private static String hash(String text) {
        return Payload.ofText(text).sha256().substring(0, 32);
    }

    private static String words(Object data) {
        if (data instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(e -> quoted(e.getKey()) + ":" + words(e.getValue()))
                    .sorted()
                    .collect(Collectors.joining(",", "{", "}"));
        } else if (data instanceof List<?> list) {
            return list.stream().map(Fingerprint::words).collect(Collectors.joining(",", "[", "]"));
        }
        return data instanceof String ? quoted(data) : String.valueOf(data);
    }

    private static String quoted(Object text) {
        return '"' + text.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
