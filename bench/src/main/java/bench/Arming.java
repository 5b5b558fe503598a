package bench;

import java.util.List;

/** Time and memory to arm 1, 1,000 and 10,000 watches: a connected daemon reads its config, and arms; the bare client only arms. */
final class Arming implements Measure {
    @Override
    public void run(Bench bench, Report report) throws Exception {
        try (Client client = bench.client()) {
            for (int count : new int[] {1, 1_000, 10_000}) {
                bench.createNodes(client, "arming", count);
                double floor = floor(bench, count);
                start(bench, count, floor, report);
            }
        }
    }

    private static double floor(Bench bench, int count) throws Exception {
        int before = bench.server().watches();
        long begin = System.nanoTime();
        try (Floor floor = new Floor(bench.client(), List.of("true"), count)) {
            for (int i = 0; i < count; i++) {
                floor.arm(Bench.path("arming", i));
            }
            floor.awaitArmed();
            return (bench.server().awaitWatches(before + count) - begin) / 1e6;
        }
    }

    private static void start(Bench bench, int count, double floor, Report report) throws Exception {
        int before = bench.server().watches();
        try (Daemon daemon = bench.daemon()) {
            daemon.start();
            daemon.awaitLog("connected");
            long begin = System.nanoTime();
            String more = ", \"run_on_load\": false";
            daemon.drop("arming.json", Bench.config("arming", count, List.of("true"), more));
            daemon.awaitLog("arming.json: " + count + " watch");
            long read = System.nanoTime();
            long armed = bench.server().awaitWatches(before + count);
            report.figure(count + " watches: their config is read", (read - begin) / 1e6, "ms");
            report.ratio(count + " watches armed, after that", Math.max(0, armed - read) / 1e6, floor, "ms");
            report.figure(count + " watches: resident memory", daemon.residentMegabytes(), "MB");
        }
    }
}
