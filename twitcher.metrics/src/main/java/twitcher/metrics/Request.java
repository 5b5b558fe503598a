package twitcher.metrics;

import java.util.Locale;
import java.util.stream.Stream;

/**
 * As much of an HTTP request as is heeded.
 *
 * @param method such as {@code GET}
 * @param path without its query
 * @param accept the formats it takes, as it wrote them
 */
record Request(String method, String path, String accept) {
    private static final String ACCEPT = "accept:";

    /** Reads the head of a request; what makes no sense has no method. */
    static Request of(String head) {
        String[] lines = head.split("\r\n");
        String[] words = lines.length == 0 ? new String[0] : lines[0].split(" ");
        String accept = Stream.of(lines)
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(ACCEPT))
                .map(line -> line.substring(ACCEPT.length()).strip())
                .findFirst()
                .orElse("");
        return words.length == 3
                ? new Request(words[0], words[1].split("\\?", 2)[0], accept)
                : new Request("", "", accept);
    }
}
