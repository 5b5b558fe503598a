package twitcher.itest.faults;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * What happens in one round, all of it from its seed: which faults, when, and how long the load goes on.
 *
 * @param seed of everything in it
 * @param number distinguishes its nodes, its config and its logs from those of other rounds
 * @param injections the faults, by time
 * @param loadMs how long nodes are changed: it may end before, within or after a fault
 */
record Schedule(long seed, int number, List<Injection> injections, int loadMs) {
    /**
     * How long a session lasts without a word from the client, in every round. A busy machine needs more: a daemon that is
     * not given a processor for so long does nothing but make sessions.
     */
    static final int SESSION_MS = Integer.getInteger("twitcher.session", 4_000);

    private static final Set<FaultKind> LONG = EnumSet.of(
            FaultKind.PAUSE_SERVER_LONG,
            FaultKind.PAUSE_LEADER_LONG,
            FaultKind.PAUSE_ALL_LONG,
            FaultKind.STALL_LONG,
            FaultKind.PAUSE_DAEMON_LONG);

    Schedule {
        injections = injections.stream()
                .sorted(Comparator.comparingInt(Injection::atMs))
                .toList();
    }

    /** A round with these faults, each once. */
    static Schedule of(long seed, int number, List<FaultKind> kinds) {
        Random random = new Random(seed);
        List<Injection> injections = new ArrayList<>();
        for (FaultKind kind : kinds) {
            injections.add(new Injection(kind, random.nextInt(1_200), duration(kind, random), random.nextInt(1_000)));
        }
        int end = injections.stream().mapToInt(Injection::endMs).max().orElse(1_000);
        int begin = injections.stream().mapToInt(Injection::atMs).min().orElse(0);
        return new Schedule(seed, number, injections, begin + 200 + random.nextInt(end - begin + 600));
    }

    /** A round with one to four faults out of {@code kinds}. */
    static Schedule random(long seed, int number, List<FaultKind> kinds) {
        Random random = new Random(~seed);
        int count = 1 + random.nextInt(4);
        return of(
                seed,
                number,
                random.ints(count, 0, kinds.size()).mapToObj(kinds::get).toList());
    }

    private static int duration(FaultKind kind, Random random) {
        return LONG.contains(kind) ? SESSION_MS + 500 + random.nextInt(1_500) : random.nextInt(1_500);
    }

    String folder() {
        return "s" + number;
    }

    @Override
    public String toString() {
        return "seed " + seed + " " + injections + ", load " + loadMs + " ms";
    }
}
