package bench;

import java.util.concurrent.TimeUnit;

/** What a daemon with many Python configs takes in memory, beside one with a single one. */
final class TwcFiles implements Measure {
    private static final int MANY = 200;

    @Override
    public void run(Bench bench, Report report) throws Exception {
        double one = resident(bench, 1);
        double many = resident(bench, MANY);
        report.ratio("resident memory, " + MANY + " .twc files beside 1", many, one, "MB");
    }

    private static double resident(Bench bench, int count) throws Exception {
        try (Daemon daemon = bench.daemon()) {
            daemon.start();
            daemon.awaitLog(": connected");
            for (int i = 0; i < count; i++) {
                daemon.drop("f" + i + ".twc", "RegisterWatch('/bench/twc" + i + "', Exec('true'), description='d')\n");
            }
            for (int i = 0; i < count; i++) {
                daemon.awaitLog("f" + i + ".twc: 1 watch");
            }
            TimeUnit.SECONDS.sleep(5); // what reading leaves to do
            return daemon.residentMegabytes();
        }
    }
}
