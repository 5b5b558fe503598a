package bench;

import java.util.List;
import java.util.Random;

/** The whole way of a change, beside what one writes first: a short Python program on kazoo's DataWatch. */
final class BesidePython implements Measure {
    private static final int NODES = 2_000;
    private static final int WARM_UP = 200;
    private static final int SAMPLES = 500;
    private static final int ROUNDS = 3;
    private static final List<String> SIDES = List.of("kazoo-twitcher", "kazoo-python");

    @Override
    public void run(Bench bench, Report report) throws Exception {
        if (!PythonProgram.possible()) {
            report.skipped("/usr/bin/python3 has no kazoo; install it (apt install python3-kazoo) and run this again");
            return;
        }
        try (Client client = bench.client();
                Fifo ours = new Fifo(bench.folder().resolve("kazoo-ours"));
                Fifo theirs = new Fifo(bench.folder().resolve("kazoo-theirs"));
                Daemon daemon = bench.daemon()) {
            for (String side : SIDES) {
                bench.createNodes(client, side, NODES);
            }
            String more = ", \"run_on_load\": false";
            daemon.drop("kazoo.json", Bench.config(SIDES.get(0), NODES, Bench.mark(ours), more));
            daemon.start();
            bench.server().awaitWatches(NODES);
            try (PythonProgram python = PythonProgram.start(bench, SIDES.get(1), NODES, Bench.mark(theirs))) {
                latency(client, List.of(ours, theirs), report);
                python.stillRuns();
                rate(client, List.of(ours, theirs), report);
            }
        }
    }

    private static void latency(Client client, List<Fifo> fifos, Report report) throws Exception {
        long[][] nanos = new long[2][SAMPLES];
        Random random = new Random(1);
        for (int i = -WARM_UP; i < SAMPLES; i++) {
            for (int side = 0; side < 2; side++) {
                String path = Bench.path(SIDES.get(side), random.nextInt(NODES));
                long begin = System.nanoTime();
                client.zookeeper().setData(path, new byte[100], -1);
                long took = fifos.get(side).next() - begin;
                if (i >= 0) {
                    nanos[side][i] = took;
                }
                Thread.sleep(2); // the process before it is to be gone
            }
        }
        report.percentiles("set to first instruction, 2,000 watches", nanos[0], nanos[1]);
    }

    private static void rate(Client client, List<Fifo> fifos, Report report) throws Exception {
        for (int round = 1; round <= ROUNDS; round++) {
            double[] rates = new double[2];
            for (int side = 0; side < 2; side++) {
                rates[side] = ActionsAtOnce.perSecond(client, SIDES.get(side), NODES, fifos.get(side));
            }
            report.ratio("2,000 actions at once, round " + round, rates[0], rates[1], "a second");
        }
    }
}
