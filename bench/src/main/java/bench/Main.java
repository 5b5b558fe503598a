package bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures the product as it is shipped, in processes of its own, beside a floor measured in the same run: absolute
 * figures depend on the machine, ratios much less.
 */
public final class Main {
    private static final Map<String, Measure> MEASURES = new LinkedHashMap<>();

    static {
        MEASURES.put("start", new StartToFirstRun());
        MEASURES.put("latency", new SetToFirstInstruction());
        MEASURES.put("rate", new ActionsAtOnce());
        MEASURES.put("arming", new Arming());
        MEASURES.put("drop", new DroppedFile());
        MEASURES.put("idle", new Idle());
        MEASURES.put("asked", new AskedUnderLoad());
        MEASURES.put("many", new ManyWatches());
        MEASURES.put("kazoo", new BesidePython());
        MEASURES.put("twc", new TwcFiles());
    }

    private Main() {}

    /** Runs the measures named, or all. */
    public static void main(String[] names) throws Exception {
        List<String> wanted = names.length == 0 ? List.copyOf(MEASURES.keySet()) : Arrays.asList(names);
        for (String name : wanted) {
            if (!MEASURES.containsKey(name)) {
                System.err.println("bench: no measure is called " + name + "; there are " + MEASURES.keySet());
                System.exit(2);
            }
        }
        Path folder = Files.createTempDirectory("twitcher-bench");
        try (Server server = Server.start(folder)) {
            for (String name : wanted) {
                Report report = new Report(name);
                MEASURES.get(name).run(new Bench(folder, server), report);
                report.print();
            }
        } finally {
            Trees.delete(folder);
        }
        System.exit(0); // ZooKeeper's client leaves threads behind
    }
}
