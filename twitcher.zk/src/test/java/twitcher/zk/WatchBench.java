package twitcher.zk;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;
import twitcher.zk.server.ZooKeeperProcess;

/**
 * The watch layer beside ZooKeeper's bare client, in one run against one server: {@code bench/run watches [COUNT]}. No
 * test: it prints figures. Each way of watching has a client, nodes and a connection of its own; what it costs goes over
 * a {@link Forwarder} that counts the bytes.
 */
public final class WatchBench {
    private static final int CHANGES = 5_000;
    private static final int A_SECOND = 1_000;
    private static final int ROUNDS = 3;

    private final ZooKeeperProcess server;
    private final Writer writer;
    private final int count;

    private WatchBench(ZooKeeperProcess server, Writer writer, int count) {
        this.server = server;
        this.writer = writer;
        this.count = count;
    }

    /** What one way of watching costs. */
    private record Cost(double armMs, double againMs, double heap, double armBytes, double againBytes, long[] nanos) {}

    private interface Way {
        Crowd of(String servers, String prefix);
    }

    /** Takes how many nodes; prints a table, the best of some rounds. */
    public static void main(String[] arguments) throws Exception {
        Logger.getLogger("").setLevel(Level.SEVERE);
        int count = arguments.length == 0 ? 10_000 : Integer.parseInt(arguments[0]);
        Path folder = Files.createTempDirectory("twitcher-watch-bench");
        try (ZooKeeperProcess server = ZooKeeperProcess.started(folder);
                Writer writer = new Writer(server.connectString())) {
            new WatchBench(server, writer, count).run();
        }
        System.exit(0); // the clients leave threads behind
    }

    private void run() throws Exception {
        Map<String, Way> ways = new LinkedHashMap<>();
        ways.put("bare, one-shot", (servers, prefix) -> Crowd.bare(servers, prefix, count, Crowd.Mode.ONE_SHOT));
        ways.put("bare, persistent", (servers, prefix) -> Crowd.bare(servers, prefix, count, Crowd.Mode.PERSISTENT));
        ways.put("bare, recursive", (servers, prefix) -> Crowd.bare(servers, prefix, count, Crowd.Mode.RECURSIVE));
        ways.put("twitcher.zk", (servers, prefix) -> Crowd.ours(servers, prefix, count));
        writer.create("/bench", "");
        writer.createMany("/bench/n", count);
        Map<String, Cost> best = new LinkedHashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (Map.Entry<String, Way> way : ways.entrySet()) {
                best.merge(way.getKey(), cost(way.getValue()), WatchBench::better);
            }
        }
        print(best);
    }

    private Cost cost(Way way) throws Exception {
        long heapBefore = heap();
        try (Forwarder forwarder = new Forwarder(server.connectString());
                Crowd crowd = way.of(forwarder.address(), "/bench/n")) {
            long begin = System.nanoTime();
            crowd.arm();
            double armed = (System.nanoTime() - begin) / 1e6;
            double armBytes = forwarder.bytes();
            double heap = heap() - heapBefore;
            long[] latency = latency(crowd);
            long before = forwarder.bytes();
            long reads = crowd.reads();
            begin = System.nanoTime();
            forwarder.cut();
            crowd.awaitReadAgain(reads);
            double again = (System.nanoTime() - begin) / 1e6;
            return new Cost(armed, again, heap, armBytes, forwarder.bytes() - before, latency);
        }
    }

    /** From the call that sets a node to its state's arrival, at a steady rate, each time another node. */
    private long[] latency(Crowd crowd) throws InterruptedException {
        AtomicLongArray set = new AtomicLongArray(count);
        long[] nanos = new long[CHANGES];
        CountDownLatch arrived = new CountDownLatch(CHANGES);
        crowd.seen(i -> {
            long at = set.getAndSet(i, 0);
            int place = (int) arrived.getCount() - 1;
            if (at != 0 && place >= 0) {
                nanos[place] = System.nanoTime() - at;
                arrived.countDown();
            }
        });
        long begin = System.nanoTime();
        for (int i = 0; i < CHANGES; i++) {
            LockSupport.parkNanos(begin + i * (1_000_000_000L / A_SECOND) - System.nanoTime());
            set.set(i % count, System.nanoTime());
            writer.client.setData("/bench/n" + i % count, Source.bytes("x"), -1, (rc, path, context, stat) -> {}, null);
        }
        arrived.await();
        crowd.seen(i -> {});
        return nanos;
    }

    private static long heap() {
        for (int i = 0; i < 5; i++) {
            System.gc();
            LockSupport.parkNanos(100_000_000);
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static Cost better(Cost a, Cost b) {
        return new Cost(
                Math.min(a.armMs, b.armMs),
                Math.min(a.againMs, b.againMs),
                Math.max(a.heap, b.heap), // the first rounds still free what others left
                Math.min(a.armBytes, b.armBytes),
                Math.min(a.againBytes, b.againBytes),
                percentile(a.nanos, 50) < percentile(b.nanos, 50) ? a.nanos : b.nanos);
    }

    private void print(Map<String, Cost> costs) {
        Cost floor = costs.values().iterator().next();
        System.out.printf(
                "== watches: %d nodes, best of %d rounds; in brackets: beside the first line%n", count, ROUNDS);
        System.out.printf(
                "%-18s %16s %18s %16s %15s %16s   %s%n",
                "", "armed, ms", "after a cut, ms", "heap a node, B", "arming, B", "after a cut, B", "latency, ms");
        costs.forEach((name, cost) -> System.out.printf(
                Locale.ROOT,
                "%-18s %s %s   %s %s  %s   p50 %.2f p90 %.2f p99 %.2f (p50 %.2f)%n",
                name,
                figure(cost.armMs, floor.armMs),
                figure(cost.againMs, floor.againMs),
                figure(cost.heap / count, floor.heap / count),
                figure(cost.armBytes / count, floor.armBytes / count),
                figure(cost.againBytes / count, floor.againBytes / count),
                percentile(cost.nanos, 50),
                percentile(cost.nanos, 90),
                percentile(cost.nanos, 99),
                percentile(cost.nanos, 50) / percentile(floor.nanos, 50)));
    }

    private static String figure(double value, double floor) {
        return String.format(Locale.ROOT, "%8.0f (%4.2f)", value, value / floor);
    }

    private static double percentile(long[] nanos, int percent) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)] / 1e6;
    }
}
