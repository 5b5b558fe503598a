package bench;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Time and processor time to arm 1, 1,000 and 10,000 watches, and to read them all again after a reconnection, beside a
 * bare client in a process of its own that does the same: a connected daemon reads its config, and arms; the connected
 * bare client only arms. The server tells when either is done. The delay that spreads a fleet's reconnection is off. The better of two rounds, in turns.
 */
final class Arming implements Measure {
    private static final int ROUNDS = 2;

    /** Of one client; in milliseconds, and the memory in MB. */
    private record Cost(double read, double armed, double again, double cpu, double cpuAgain, double resident) {
        Cost less(Cost that) {
            return new Cost(
                    Math.min(read, that.read),
                    Math.min(armed, that.armed),
                    Math.min(again, that.again),
                    Math.min(cpu, that.cpu),
                    Math.min(cpuAgain, that.cpuAgain),
                    Math.min(resident, that.resident));
        }
    }

    @Override
    public void run(Bench bench, Report report) throws Exception {
        for (int count : new int[] {1, 1_000, 10_000}) {
            try (Client client = bench.client()) {
                bench.createNodes(client, "arming", count);
            }
            Deque<Cost> bare = new ArrayDeque<>();
            Deque<Cost> daemon = new ArrayDeque<>();
            for (int round = 0; round < ROUNDS; round++) {
                bare.add(bare(bench, count));
                daemon.add(daemon(bench, count));
            }
            tell(
                    count + " watches: ",
                    daemon.stream().reduce(Cost::less).orElseThrow(),
                    bare.stream().reduce(Cost::less).orElseThrow(),
                    report);
        }
    }

    private static void tell(String what, Cost ours, Cost floor, Report report) {
        report.figure(what + "their config is read", ours.read, "ms");
        report.ratio(what + "armed, after that", ours.armed, floor.armed, "ms");
        report.ratio(what + "read again, once connected", ours.again, floor.again, "ms");
        report.figure(what + "processor time, config to armed", ours.cpu, "ms");
        report.ratio(what + "processor time, read again", ours.cpuAgain, floor.cpuAgain, "ms");
        report.ratio(what + "resident memory", ours.resident, floor.resident, "MB");
    }

    private static Cost bare(Bench bench, int count) throws Exception {
        int before = bench.server().watches();
        try (BareCrowd crowd = BareCrowd.start(bench, "arming", count)) {
            long begin = System.nanoTime();
            crowd.go();
            double armed = since(begin, bench.server().awaitWatches(before + count));
            crowd.awaitArmed();
            long ticks = crowd.ticks();
            restart(bench);
            crowd.awaitConnectedAgain();
            double again = readAgain(bench, count);
            double cpu = (crowd.ticks() - ticks) * 10.0;
            return new Cost(0, armed, again, 0, cpu, crowd.memory().resident() / 1_048_576);
        }
    }

    private static Cost daemon(Bench bench, int count) throws Exception {
        int before = bench.server().watches();
        try (Daemon daemon = bench.daemon()) {
            daemon.drop("twitcher.zk.cfg", "spreadMs=0\n");
            daemon.start();
            daemon.awaitLog("connected");
            long ticks = daemon.ticks();
            long begin = System.nanoTime();
            String more = ", \"run_on_load\": false";
            daemon.drop("arming.json", Bench.config("arming", count, List.of("true"), more));
            daemon.awaitLog("arming.json: " + count + " watch");
            long read = System.nanoTime();
            long armed = bench.server().awaitWatches(before + count);
            double cpu = (daemon.ticks() - ticks) * 10.0;
            daemon.awaitLog("watching " + count + " znode");

            ticks = daemon.ticks();
            int connections = daemon.logged("connected (") + 1;
            restart(bench);
            daemon.awaitLog("connected (", connections);
            double again = readAgain(bench, count);
            double cpuAgain = (daemon.ticks() - ticks) * 10.0;
            return new Cost(
                    since(begin, read),
                    Math.max(0, since(read, armed)),
                    again,
                    cpu,
                    cpuAgain,
                    daemon.residentMegabytes());
        }
    }

    /** How long a client needs from now, in milliseconds, when it has just connected to a server that has just started. */
    private static double readAgain(Bench bench, int count) throws InterruptedException {
        long begin = System.nanoTime();
        bench.server().awaitPackets(count);
        return since(begin, bench.server().awaitWatches(count));
    }

    private static double since(long begin, long end) {
        return (end - begin) / 1e6;
    }

    private static void restart(Bench bench) throws Exception {
        bench.server().kill();
        bench.server().startAgain();
    }
}
