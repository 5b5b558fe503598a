package bench;

import java.util.List;

/** From the call that sets a node to the first instruction of the action, twitcher and floor in turn. */
final class SetToFirstInstruction implements Measure {
    private static final int WARM_UP = 300;
    private static final int SAMPLES = 500;

    @Override
    public void run(Bench bench, Report report) throws Exception {
        try (Client client = bench.client();
                Fifo ours = new Fifo(bench.folder().resolve("latency-twitcher"));
                Fifo theirs = new Fifo(bench.folder().resolve("latency-floor"));
                Daemon daemon = bench.daemon();
                Floor floor = new Floor(bench.client(), Bench.mark(theirs), 1)) {
            bench.createNodes(client, "latency", 2);
            daemon.drop("latency.json", Bench.config("latency", 1, Bench.mark(ours), ""));
            daemon.start();
            ours.next();
            floor.arm(Bench.path("latency", 1));
            floor.awaitArmed();
            measure(client, List.of(ours, theirs), report);
        }
    }

    private static void measure(Client client, List<Fifo> fifos, Report report) throws Exception {
        long[][] nanos = new long[2][SAMPLES];
        for (int i = -WARM_UP; i < SAMPLES; i++) {
            for (int side = 0; side < 2; side++) {
                long begin = System.nanoTime();
                client.zookeeper().setData(Bench.path("latency", side), new byte[100], -1);
                long took = fifos.get(side).next() - begin;
                if (i >= 0) {
                    nanos[side][i] = took;
                }
                Thread.sleep(2); // the process before it is to be gone
            }
        }
        report.percentiles("set to first instruction", nanos[0], nanos[1]);
    }
}
