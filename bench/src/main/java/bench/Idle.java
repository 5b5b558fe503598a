package bench;

import java.util.concurrent.TimeUnit;

/** What a daemon with one watch costs while nothing happens. */
final class Idle implements Measure {
    private static final int SECONDS = 30;

    @Override
    public void run(Bench bench, Report report) throws Exception {
        try (Client client = bench.client();
                Fifo fifo = new Fifo(bench.folder().resolve("idle"));
                Daemon daemon = bench.daemon()) {
            bench.createNodes(client, "idle", 1);
            daemon.drop("idle.json", Bench.config("idle", 1, Bench.mark(fifo), ""));
            daemon.start();
            fifo.next();
            TimeUnit.SECONDS.sleep(5); // what a start leaves to do
            long before = daemon.ticks();
            TimeUnit.SECONDS.sleep(SECONDS);
            report.figure("idle processor time", (daemon.ticks() - before) * 1.0 / SECONDS, "% of a core");
            report.figure("idle resident memory, one watch", daemon.residentMegabytes(), "MB");
        }
    }
}
