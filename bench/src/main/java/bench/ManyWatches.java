package bench;

import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.ZooDefs;

/**
 * 100,000 watches on as many nodes in one daemon with its default heap: read, armed, one changed and acted on, the config
 * replaced, the server killed and started again, one changed and acted on; with memory and traffic. Then 1,000 watches on
 * one node.
 */
final class ManyWatches implements Measure {
    private static final int WATCHES = 100_000;
    private static final int SHARED = 1_000;
    private static final int UNDER_WAY = 1_000;
    private static final String MORE = ", \"run_on_load\": false";

    @Override
    public void run(Bench bench, Report report) throws Exception {
        try (Client client = bench.client()) {
            bench.createNodes(client, "many", 1); // and the parent
            create(client, WATCHES);
        }
        Memory bare = bare(bench, report);
        many(bench, report, bare, emptyDaemon(bench));
        shared(bench, report);
    }

    /** What the same costs a bare client, for each node. */
    private static Memory bare(Bench bench, Report report) throws Exception {
        Memory one;
        try (BareCrowd crowd = BareCrowd.start(bench, "many", 1)) {
            crowd.go();
            crowd.awaitArmed();
            one = crowd.memory();
        }
        try (BareCrowd crowd = BareCrowd.start(bench, "many", WATCHES)) {
            long begin = System.nanoTime();
            crowd.go();
            crowd.awaitArmed();
            report.figure("100,000 nodes armed by a bare client", since(begin), "s");
            return crowd.memory().each(one, WATCHES);
        }
    }

    private static Memory emptyDaemon(Bench bench) throws Exception {
        try (Daemon daemon = bench.daemon()) {
            daemon.start();
            daemon.awaitLog("connected");
            return daemon.memory();
        }
    }

    private static void many(Bench bench, Report report, Memory bare, Memory empty) throws Exception {
        try (Fifo fifo = new Fifo(bench.folder().resolve("many"));
                Daemon daemon = bench.daemon()) {
            daemon.start();
            daemon.awaitLog("connected");
            long packets = bench.server().packets();
            long begin = System.nanoTime();
            String config = Bench.config("many", WATCHES, Bench.mark(fifo), MORE);
            daemon.drop("many.json", config);
            daemon.awaitLog("many.json: " + WATCHES + " watches");
            report.figure("100,000 watches: their config is read", since(begin), "s");
            bench.server().awaitWatches(WATCHES);
            report.figure("100,000 watches: all are armed", since(begin), "s");
            report.figure("requests a watch", (bench.server().packets() - packets) * 1.0 / WATCHES, "");
            memory(daemon.memory().each(empty, WATCHES), bare, report, "armed");
            set(bench, report, fifo, 77_777);

            begin = System.nanoTime();
            daemon.drop("many.json", config.replace("/bench/many77777\"", "/bench/many77776\""));
            daemon.awaitLog("many.json: " + WATCHES + " watches (0 added, 1 changed, 0 removed)");
            report.figure("the config is replaced, one watch differs", since(begin), "s");
            set(bench, report, fifo, 77_778);

            int connections = daemon.logged("connected (") + 1;
            bench.server().kill();
            bench.server().startAgain();
            begin = System.nanoTime();
            daemon.awaitLog("connected (", connections);
            report.figure("server killed, serves again: connected", since(begin), "s");
            bench.server().awaitPackets(WATCHES);
            bench.server().awaitWatches(WATCHES - 1);
            report.figure("server killed, serves again: all read again", since(begin), "s");
            memory(daemon.memory().each(empty, WATCHES), bare, report, "read again");
            set(bench, report, fifo, 99_999);
        }
    }

    private static void memory(Memory ours, Memory bare, Report report, String when) {
        report.ratio("live heap a watch, " + when, ours.live(), bare.live(), "bytes");
        report.ratio("resident memory a watch, " + when, ours.resident(), bare.resident(), "bytes");
    }

    /** Changes one node, and waits until its action runs. */
    private static void set(Bench bench, Report report, Fifo fifo, int node) throws Exception {
        try (Client client = bench.client()) {
            long begin = System.nanoTime();
            client.zookeeper().setData(Bench.path("many", node), new byte[100], -1);
            report.figure("node " + node + " set: its action runs", (fifo.next() - begin) / 1e6, "ms");
        }
    }

    private static void shared(Bench bench, Report report) throws Exception {
        try (Fifo fifo = new Fifo(bench.folder().resolve("shared"));
                Client client = bench.client();
                Daemon daemon = bench.daemon()) {
            int watches = bench.server().watches();
            String config = Bench.config("shared", SHARED, Bench.mark(fifo), MORE);
            bench.createNodes(client, "shared", 1);
            daemon.start();
            daemon.awaitLog("connected");
            long packets = bench.server().packets();
            daemon.drop("shared.json", config.replaceAll("/bench/shared\\d+", "/bench/shared0"));
            bench.server().awaitWatches(watches + 1);
            daemon.awaitLog("(" + SHARED + " watches)");
            report.figure(
                    "1,000 watches on one node: watches at the server",
                    bench.server().watches() - watches,
                    "");
            report.figure("1,000 watches on one node: requests", bench.server().packets() - packets, "");
            long begin = System.nanoTime();
            client.zookeeper().setData("/bench/shared0", new byte[100], -1);
            report.figure("it is set: all 1,000 actions have begun", (fifo.last(SHARED) - begin) / 1e6, "ms");
        }
    }

    private static double since(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    private static void create(Client client, int count) throws Exception {
        Semaphore room = new Semaphore(UNDER_WAY);
        for (int i = 0; i < count; i++) {
            room.acquire();
            client.zookeeper()
                    .create(
                            Bench.path("many", i),
                            new byte[0],
                            ZooDefs.Ids.OPEN_ACL_UNSAFE,
                            CreateMode.PERSISTENT,
                            (code, path, context, name) -> {
                                room.release();
                                failed(code, path);
                            },
                            null);
        }
        room.tryAcquire(UNDER_WAY, 120, TimeUnit.SECONDS);
    }

    private static void failed(int code, String path) {
        if (!List.of(Code.OK.intValue(), Code.NODEEXISTS.intValue()).contains(code)) {
            System.err.println("bench: " + path + " not created: " + Code.get(code));
        }
    }
}
