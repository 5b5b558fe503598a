package bench;

/** From a file's appearance in the watched folder to the first instruction of its action. */
final class DroppedFile implements Measure {
    private static final int SAMPLES = 15;

    @Override
    public void run(Bench bench, Report report) throws Exception {
        try (Client client = bench.client();
                Fifo fifo = new Fifo(bench.folder().resolve("drop"));
                Daemon daemon = bench.daemon()) {
            bench.createNodes(client, "drop", 1);
            String config = Bench.config("drop", 1, Bench.mark(fifo), "");
            daemon.drop("first.json", config);
            daemon.start();
            fifo.next();
            long total = 0;
            long worst = 0;
            for (int i = 0; i < SAMPLES; i++) {
                long begin = System.nanoTime();
                daemon.drop("drop" + i + ".json", config);
                long took = fifo.next() - begin;
                total += took;
                worst = Math.max(worst, took);
            }
            report.figure("file dropped to first instruction, mean", total / 1e6 / SAMPLES, "ms");
            report.figure("file dropped to first instruction, worst", worst / 1e6, "ms");
        }
    }
}
