package bench;

/** Many nodes set at once, one action each. */
final class ActionsAtOnce implements Measure {
    private static final int NODES = 2_000;

    @Override
    public void run(Bench bench, Report report) throws Exception {
        try (Client client = bench.client();
                Fifo ours = new Fifo(bench.folder().resolve("rate-twitcher"));
                Fifo theirs = new Fifo(bench.folder().resolve("rate-floor"))) {
            bench.createNodes(client, "rate", NODES);
            double[] floor = new double[3];
            try (Floor bare = new Floor(bench.client(), Bench.mark(theirs), NODES)) {
                for (int i = 0; i < NODES; i++) {
                    bare.arm(Bench.path("rate", i));
                }
                bare.awaitArmed();
                for (int round = 0; round < 3; round++) {
                    floor[round] = perSecond(client, "rate", NODES, theirs);
                }
            }
            double[] twitcher = new double[3];
            try (Daemon daemon = bench.daemon()) {
                String more = ", \"run_mode\": \"PARALLEL\", \"run_on_load\": false";
                daemon.drop("rate.json", Bench.config("rate", NODES, Bench.mark(ours), more));
                daemon.start();
                bench.server().awaitWatches(NODES);
                for (int round = 0; round < 3; round++) {
                    twitcher[round] = perSecond(client, "rate", NODES, ours);
                }
            }
            report.ratio("2,000 actions at once, PARALLEL, first", twitcher[0], floor[0], "a second");
            report.ratio("2,000 actions at once, PARALLEL, third", twitcher[2], floor[2], "a second");
        }
    }

    /** Sets {@code count} nodes as fast as can be; returns how many of their actions began in a second. */
    static double perSecond(Client client, String nodes, int count, Fifo fifo) throws Exception {
        long begin = System.nanoTime();
        for (int i = 0; i < count; i++) {
            client.zookeeper()
                    .setData(Bench.path(nodes, i), new byte[100], -1, (code, path, context, stat) -> {}, null);
        }
        return count / ((fifo.last(count) - begin) / 1e9);
    }
}
