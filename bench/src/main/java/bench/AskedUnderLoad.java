package bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** What operators ask of a daemon that has ten thousand watches and starts five hundred actions a second. */
final class AskedUnderLoad implements Measure {
    private static final int NODES = 10_000;
    private static final int PER_SECOND = 500;
    private static final int TIMES = 7;
    private static final List<List<String>> QUESTIONS =
            List.of(List.of("status"), List.of("watches", "-o", "json"), List.of("runs"), List.of("hc"));

    @Override
    public void run(Bench bench, Report report) throws Exception {
        try (Client client = bench.client();
                Daemon daemon = bench.daemon()) {
            bench.createNodes(client, "asked", NODES);
            String more = ", \"run_mode\": \"PARALLEL\", \"run_on_load\": false";
            daemon.drop("asked.json", Bench.config("asked", NODES, List.of("/bin/true"), more));
            daemon.start();
            bench.server().awaitWatches(NODES);
            double[] quiet = asked(daemon);
            double[] loaded = underLoad(client, daemon);
            for (int i = 0; i < loaded.length; i++) {
                report.ratio("asked under load: " + QUESTIONS.get(i).get(0), loaded[i], quiet[i], "ms");
            }
        }
    }

    private static double[] underLoad(Client client, Daemon daemon) throws Exception {
        AtomicBoolean going = new AtomicBoolean(true);
        Thread setter = new Thread(() -> set(client, going), "setter");
        setter.start();
        try {
            TimeUnit.SECONDS.sleep(3);
            return asked(daemon);
        } finally {
            going.set(false);
            setter.join();
        }
    }

    /** Sets nodes one after the other, at that rate, also if the server falls behind for a while. */
    private static void set(Client client, AtomicBoolean going) {
        long begin = System.nanoTime();
        for (long i = 0; going.get(); i++) {
            String path = Bench.path("asked", (int) (i % NODES));
            client.zookeeper().setData(path, new byte[10], -1, (code, set, context, stat) -> {}, null);
            long due = begin + i * TimeUnit.SECONDS.toNanos(1) / PER_SECOND;
            LockSupport.parkNanos(due - System.nanoTime());
        }
    }

    /** Milliseconds that each question takes with its client, in the middle. */
    private static double[] asked(Daemon daemon) throws IOException, InterruptedException {
        List<Double> all = new ArrayList<>();
        for (List<String> question : QUESTIONS) {
            double[] took = new double[TIMES];
            for (int i = 0; i < TIMES; i++) {
                long begin = System.nanoTime();
                daemon.ask(question);
                took[i] = (System.nanoTime() - begin) / 1e6;
            }
            Arrays.sort(took);
            all.add(took[TIMES / 2]);
        }
        return all.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
