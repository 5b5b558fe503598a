package twitcher.itest.support;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A run, as {@code runs -o json} has it.
 *
 * @param id its id
 * @param watch the id of its watch
 * @param event why it was started
 * @param attempt which attempt it was
 * @param running whether it goes on
 * @param outcome how it ended, {@code null} in words as long as it goes on
 */
public record Listed(String id, String watch, String event, int attempt, boolean running, String outcome) {
    private static final Pattern RUN = Pattern.compile("\"id\": \"([^\"]*)\",\\s*\"watch\": \"([^\"]*)\",\\s*"
            + "\"event\": \"([^\"]*)\",\\s*\"attempt\": (\\d+),\\s*\"started\": \"[^\"]*\",\\s*"
            + "\"running\": (true|false),\\s*\"outcome\": \"?([^\",]*)\"?");

    /** All runs in {@code json}, in its order. */
    public static List<Listed> in(String json) {
        return RUN.matcher(json)
                .results()
                .map(m -> new Listed(
                        m.group(1),
                        m.group(2),
                        m.group(3),
                        Integer.parseInt(m.group(4)),
                        m.group(5).equals("true"),
                        m.group(6)))
                .toList();
    }
}
