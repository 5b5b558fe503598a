package twitcher.itest.framework;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What is in the JVM of a daemon, as {@code jcmd} tells it.
 *
 * @param threads their names
 * @param heapBytes what is left after a full collection
 * @param guests how many instances there are of each class of guests
 */
record Insides(Set<String> threads, long heapBytes, Map<String, Long> guests) {
    private static final Pattern THREAD = Pattern.compile("^\"(.*)\" #", Pattern.MULTILINE);
    private static final Pattern INSTANCES = Pattern.compile("^ *\\d+: +(\\d+) +(\\d+) +(\\S+)", Pattern.MULTILINE);

    /** After a full collection. */
    static Insides of(Process daemon) throws IOException, InterruptedException {
        Map<String, Long> guests = new TreeMap<>();
        long bytes = 0;
        Matcher line = INSTANCES.matcher(jcmd(daemon, "GC.class_histogram"));
        while (line.find()) {
            bytes += Long.parseLong(line.group(2));
            String type = line.group(3);
            if (type.startsWith("twitcher.itest.")) {
                guests.merge(type, Long.parseLong(line.group(1)), Long::sum);
            }
        }
        return new Insides(names(daemon), bytes, guests);
    }

    /** How many class loaders of guests there are. */
    long guestLoaders() {
        return guests.entrySet().stream()
                .filter(type -> type.getKey().endsWith("$Alive"))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private static Set<String> names(Process daemon) throws IOException, InterruptedException {
        return THREAD.matcher(jcmd(daemon, "Thread.print"))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String jcmd(Process daemon, String command) throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process asked = new ProcessBuilder(jcmd.toString(), String.valueOf(daemon.pid()), command)
                .redirectErrorStream(true)
                .start();
        String answer = new String(asked.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (asked.waitFor() != 0) {
            throw new IOException("jcmd " + command + ": " + answer);
        }
        return answer;
    }
}
