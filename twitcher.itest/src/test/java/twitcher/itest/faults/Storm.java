package twitcher.itest.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.zookeeper.Op;
import org.awaitility.Awaitility;

/** Very many nodes, each with a watch, all changed at once while the server that the daemon is connected to is killed. */
final class Storm {
    private static final String FILE = "storm.json";
    private static final int BATCH = 250;

    private final Ensemble ensemble;
    private final Subject subject;
    private final Path log;
    private final int count;
    private final Duration limit;

    Storm(Ensemble ensemble, Subject subject, Path folder, int count) {
        this.ensemble = ensemble;
        this.subject = subject;
        this.count = count;
        log = folder.resolve("storm.log");
        limit = Duration.ofSeconds(240 + count / 20);
    }

    /**
     * What came of it.
     *
     * @param changedMs within which time all nodes were changed, from the first order to the last answer
     * @param ranMs how long after the first order the last state of the last node had run
     * @param runs how many runs were started
     */
    record Figures(long changedMs, long ranMs, int runs) {}

    /** Returns once each last state has run; takes the config away again. */
    Figures rage(Hand hand) throws IOException, InterruptedException {
        prepare(hand);
        int server = elsewhere();
        long begin = System.nanoTime();
        change(hand, server);
        long changed = System.nanoTime();
        awaitEveryLastState();
        long ran = System.nanoTime();
        ensemble.mend();
        int runs = lines().size();
        subject.daemon().remove(FILE);
        return new Figures(
                TimeUnit.NANOSECONDS.toMillis(changed - begin), TimeUnit.NANOSECONDS.toMillis(ran - begin), runs);
    }

    private static String path(int i) {
        return "/storm/n" + i;
    }

    private void prepare(Hand hand) throws IOException {
        hand.ensure("/storm", new byte[0]);
        for (int from = 0; from < count; from += BATCH) {
            List<Op> creations = batch(from)
                    .mapToObj(i -> Hand.create(path(i), new byte[] {'0'}))
                    .toList();
            hand.surely(zk -> zk.multi(creations));
        }
        String action = "read -r v; echo $TWITCHER_ZNODE $v >> " + log;
        subject.daemon()
                .drop(
                        FILE,
                        IntStream.range(0, count)
                                .mapToObj(i -> "{\"znode\": \"%s\", \"run_on_load\": false, \"action\": \"%s\"}"
                                        .formatted(path(i), action))
                                .collect(Collectors.joining(",\n", "{\"watches\": [\n", "\n]}\n")));
        Awaitility.await("all are armed")
                .atMost(limit)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> subject.watches(FILE).stream()
                                .filter(Subject.Listed::idle)
                                .count()
                        == count);
    }

    private IntStream batch(int from) {
        return IntStream.range(from, Math.min(count, from + BATCH));
    }

    /** Sees to it that the daemon is connected to a server that does not lead; returns which. */
    private int elsewhere() {
        int leader = ensemble.all().indexOf(ensemble.leader(0));
        ensemble.proxies().get(leader).cut();
        Awaitility.await("the daemon is connected to another server than the leader")
                .atMost(limit)
                .until(() -> ensemble.daemonsServer()
                                .filter(server -> server != leader)
                                .isPresent()
                        && subject.settled());
        int server = ensemble.daemonsServer().orElseThrow();
        ensemble.proxies().get(leader).mend();
        return server;
    }

    private void change(Hand hand, int server) throws InterruptedException {
        List<Integer> begins = IntStream.iterate(0, from -> from < count, from -> from + BATCH)
                .boxed()
                .toList();
        CountDownLatch answered = new CountDownLatch(begins.size());
        AtomicInteger done = new AtomicInteger();
        List<Integer> failed = Collections.synchronizedList(new ArrayList<>());
        for (int from : begins) {
            hand.send(sets(from), rc -> {
                if (rc != 0) {
                    failed.add(from);
                }
                if (done.incrementAndGet() == begins.size() / 2) {
                    ensemble.all().get(server).process().destroyForcibly();
                }
                answered.countDown();
            });
        }
        answered.await();
        for (int from : failed) {
            List<Op> sets = sets(from);
            hand.surely(zk -> zk.multi(sets));
        }
    }

    private List<Op> sets(int from) {
        byte[] now = "now".getBytes(StandardCharsets.UTF_8);
        return batch(from).mapToObj(i -> Op.setData(path(i), now, -1)).toList();
    }

    private void awaitEveryLastState() {
        Awaitility.await("the last state of all " + count + " nodes has run")
                .atMost(limit)
                .pollInterval(Duration.ofMillis(250))
                .until(this::lacking, List::isEmpty);
    }

    private List<String> lacking() throws IOException {
        Map<String, String> newest = new HashMap<>();
        lines().forEach(line -> newest.put(line.split(" ")[0], line));
        return IntStream.range(0, count)
                .mapToObj(Storm::path)
                .filter(path -> !(path + " now").equals(newest.get(path)))
                .toList();
    }

    private List<String> lines() throws IOException {
        return Files.exists(log) ? Files.readAllLines(log) : List.of();
    }
}
