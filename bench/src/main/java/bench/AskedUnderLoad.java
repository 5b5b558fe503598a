package bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What operators ask of a daemon that has ten thousand watches and is busy: how long they wait, in an open session and by
 * a client for each command, and how late the actions begin with and without anybody asking. Busy in two ways: five
 * hundred runs a second that cost no process, and processes, as many as this machine starts.
 */
final class AskedUnderLoad implements Measure {
    private static final int NODES = 10_000;
    private static final int PER_SECOND = 500;
    private static final int PROCESSES_AT_ONCE = 8;
    private static final long WARM_UP_S = 5;
    private static final long ALONE_S = 7;
    private static final long SESSION_S = 12;
    private static final long CLIENTS_S = 9;
    private static final long PAUSE_MS = 150;
    private static final List<String> QUESTIONS = List.of("watches", "status", "runs", "hc");

    @Override
    public void run(Bench bench, Report report) throws Exception {
        try (Client client = bench.client();
                Stamps stamps = new Stamps(bench.folder().resolve("asked"))) {
            bench.createNodes(client, "asked", NODES);
            String stamp = "{\"type\": \"stamp\", \"into\": \"" + stamps.path() + "\"}";
            try (Daemon daemon = daemon(bench, stamp);
                    Load load = new Load(client, "asked", NODES, Load.perSecond(PER_SECOND))) {
                load.start();
                measure("500 runs a second", daemon, stamps, report);
            }
            String process = "[\"/bin/sh\", \"-c\", \"read x; echo $x >" + stamps.path() + "\"]";
            try (Daemon daemon = daemon(bench, process);
                    Load load = new Load(client, "asked", NODES, Load.asManyAsBegin(stamps, PROCESSES_AT_ONCE))) {
                load.start();
                measure("processes", daemon, stamps, report);
            }
        }
    }

    private static Daemon daemon(Bench bench, String action) throws Exception {
        Daemon daemon = bench.daemon();
        try {
            String more = ", \"run_mode\": \"PARALLEL\", \"run_on_load\": false";
            daemon.drop("stamp.jar", StampBundle.jar());
            daemon.drop("asked.json", Bench.configOf("asked", NODES, action, more));
            daemon.start();
            daemon.awaitLog("watching " + NODES + " znodes");
            return daemon;
        } catch (Exception e) {
            daemon.close();
            throw e;
        }
    }

    private static void measure(String load, Daemon daemon, Stamps stamps, Report report) throws Exception {
        Asked session = new Asked();
        Asked clients = new Asked();
        try (ShellSession shell = daemon.session()) {
            during(WARM_UP_S, stamps, () -> session.ask(shell::ask));
            session.forget();
            Late before = during(ALONE_S, stamps, () -> {});
            Late asked = during(SESSION_S, stamps, () -> session.ask(shell::ask));
            Late after = during(ALONE_S, stamps, () -> {});
            during(
                    CLIENTS_S,
                    stamps,
                    () -> clients.ask(question -> {
                        daemon.ask(List.of(question));
                        return "";
                    }));
            tell(load, report, asked, before.and(after));
        }
        session.tell(load + ": in a session: ", report);
        clients.tell(load + ": twitcher ", report);
    }

    private static void tell(String load, Report report, Late asked, Late alone) {
        report.ratio(load + ", asked or not", asked.perSecond(), alone.perSecond(), "a second");
        report.percentiles(load + ", asked or not, set to start", asked.nanos(), alone.nanos());
    }

    /** What is done again and again while the load goes on. */
    private interface Doing {
        void once() throws IOException, InterruptedException;
    }

    /** How late actions began, in so many seconds. */
    private record Late(long[] nanos, double seconds) {
        Late and(Late that) {
            long[] both = Arrays.copyOf(nanos, nanos.length + that.nanos.length);
            System.arraycopy(that.nanos, 0, both, nanos.length, that.nanos.length);
            return new Late(both, seconds + that.seconds);
        }

        double perSecond() {
            return nanos.length / seconds;
        }
    }

    private static Late during(long seconds, Stamps stamps, Doing doing) throws Exception {
        stamps.taken();
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(seconds)) {
            doing.once();
            TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
        }
        return new Late(stamps.taken(), (System.nanoTime() - begin) / 1e9);
    }

    /** Somebody who answers. */
    private interface Answering {
        String answer(String question) throws IOException, InterruptedException;
    }

    /** The questions in turn, and how long each took. */
    private static final class Asked {
        private final Map<String, List<Long>> took = new HashMap<>();
        private int next;

        void ask(Answering whom) throws IOException, InterruptedException {
            String question = QUESTIONS.get(next++ % QUESTIONS.size());
            long begin = System.nanoTime();
            String answer = whom.answer(question);
            took.computeIfAbsent(question, q -> new ArrayList<>()).add(System.nanoTime() - begin);
            long lines = answer.lines().count();
            if (question.equals("watches") && !answer.isEmpty() && lines < NODES) {
                throw new IOException("only " + lines + " lines of " + NODES + " watches: " + answer);
            }
        }

        void forget() {
            took.clear();
        }

        void tell(String how, Report report) {
            for (String question : QUESTIONS) {
                List<Long> nanos = took.getOrDefault(question, List.of());
                if (!nanos.isEmpty()) {
                    report.spread(
                            how + question,
                            nanos.stream().mapToLong(Long::longValue).toArray());
                }
            }
        }
    }
}
