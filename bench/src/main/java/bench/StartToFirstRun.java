package bench;

import java.util.ArrayList;
import java.util.List;

/** From the start of the process to the first instruction of the first action; the floor is a bare client's start. */
final class StartToFirstRun implements Measure {
    private static final int ROUNDS = 5;

    @Override
    public void run(Bench bench, Report report) throws Exception {
        try (Client client = bench.client();
                Fifo fifo = new Fifo(bench.folder().resolve("start"))) {
            bench.createNodes(client, "start", 1);
            double[] floor = new double[ROUNDS];
            double[] twitcher = new double[ROUNDS + 1];
            try (Daemon daemon = bench.daemon()) {
                daemon.drop("start.json", Bench.config("start", 1, Bench.mark(fifo), ""));
                for (int i = 0; i <= ROUNDS; i++) {
                    long begin = System.nanoTime();
                    daemon.start();
                    twitcher[i] = (fifo.next() - begin) / 1e6;
                    daemon.stop();
                }
            }
            for (int i = 0; i < ROUNDS; i++) {
                floor[i] = floor(bench, fifo);
            }
            report.figure("start to first run, first start", twitcher[0], "ms");
            report.ratio("start to first run, best of 5", best(twitcher), best(floor), "ms");
        }
    }

    private static double best(double[] millis) {
        return java.util.Arrays.stream(millis).min().orElseThrow();
    }

    private static double floor(Bench bench, Fifo fifo) throws Exception {
        List<String> command = new ArrayList<>(List.of(Java.command(), "-cp", Java.classPath(), "bench.Floor"));
        command.addAll(List.of(bench.server().address(), Bench.path("start", 0)));
        command.addAll(Bench.mark(fifo));
        long begin = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        double took = (fifo.next() - begin) / 1e6;
        process.destroy();
        process.onExit().join();
        return took;
    }
}
