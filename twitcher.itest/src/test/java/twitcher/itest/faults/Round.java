package twitcher.itest.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/**
 * One schedule, played: nodes and watches of its own, a load with faults, and then, with everything mended, what the
 * {@link Checker} says once the daemon rests.
 */
final class Round {
    private final Ensemble ensemble;
    private final Subject subject;
    private final Schedule schedule;
    private final Patience patience;
    private final Configs configs;
    private final Injector injector;
    private final Hand hand;
    private final Load load;
    private final long logBegin;
    private final List<Burial> burials = new ArrayList<>();

    /**
     * How long is waited.
     *
     * @param atRest after so long a rest nothing more will come
     * @param atMost then it is too long in any case
     */
    record Patience(Duration atRest, Duration atMost) {}

    /** States that came when a watch was gone already, and so may not be in its log. */
    record Burial(Path log, Set<String> values) {}

    /**
     * What came of it.
     *
     * @param problems empty if the promise was kept
     * @param history what shows them
     * @param writes how many changes were asked for
     * @param runs how many runs were started
     * @param burials to be checked later
     */
    record Report(List<String> problems, String history, int writes, int runs, List<Burial> burials) {}

    Round(Ensemble ensemble, Subject subject, Path folder, Schedule schedule, Patience patience) throws IOException {
        this.ensemble = ensemble;
        this.subject = subject;
        this.schedule = schedule;
        this.patience = patience;
        configs = new Configs(subject.daemon(), Files.createDirectories(folder), schedule);
        injector = new Injector(ensemble, subject, configs);
        hand = new Hand(ensemble.direct());
        load = new Load(hand, schedule.folder(), schedule.seed());
        logBegin = subject.logEnd();
    }

    /** Plays it; takes seconds. */
    Report play() throws IOException, InterruptedException {
        try (hand) {
            List<String> problems = prepared();
            if (problems.isEmpty()) {
                problems = afterFaults();
            }
            if (problems.isEmpty()) {
                problems = touched();
            }
            if (problems.isEmpty()) {
                problems = parted();
            }
            String history = problems.isEmpty() ? "" : history(problems);
            return new Report(problems, history, load.writes().size(), allRuns(), burials);
        }
    }

    private List<String> prepared() throws IOException {
        hand.ensure("/" + schedule.folder(), new byte[0]);
        hand.ensure(path("c0"), new byte[0]);
        hand.ensure(path("d0"), "first-d0".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        hand.ensure(path("d2"), "first-d2".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        configs.drop();
        return rested(Checker::lost);
    }

    private List<String> afterFaults() throws IOException, InterruptedException {
        CompletableFuture<Void> working = load.start();
        injector.play(schedule, load::stop);
        working.join();
        ensemble.mend();
        subject.mend();
        if (configs.replaced()) {
            configs.drop();
        }
        List<String> problems = rested(Checker::lost);
        return problems.isEmpty()
                ? evidence().stream().flatMap(e -> Checker.wrong(e).stream()).toList()
                : problems;
    }

    /** What changes nodes. */
    private interface Touch {
        void touch() throws IOException, InterruptedException;
    }

    /**
     * Changes every node once more, now that all is well: each watch runs that, once, whatever its mode. Then those with
     * data are made anew, twice: the second time even their version is the one that was seen last.
     */
    private List<String> touched() throws IOException, InterruptedException {
        List<String> problems = touchedBy(this::changeAll);
        for (int times = 0; times < 2 && problems.isEmpty(); times++) {
            problems = touchedBy(this::recreateAll);
        }
        return problems;
    }

    private List<String> touchedBy(Touch touch) throws IOException, InterruptedException {
        Set<String> values = valuesOf(touch);
        if (configs.replaced()) {
            WatchSpec.all().stream()
                    .filter(watch -> !watch.in(true))
                    .forEach(watch -> burials.add(new Burial(configs.log(watch), values)));
        }
        return rested(Checker::notOnce);
    }

    private Set<String> valuesOf(Touch touch) throws IOException, InterruptedException {
        int before = load.writes().size();
        touch.touch();
        return load.writes().stream().skip(before).map(Load.Write::value).collect(Collectors.toSet());
    }

    private void changeAll() throws IOException, InterruptedException {
        for (String node : Load.DATA) {
            load.set(node);
        }
        load.addChild();
    }

    private void recreateAll() throws IOException, InterruptedException {
        for (String node : Load.DATA) {
            load.recreate(node);
        }
    }

    /** Deletes a node, which only one watch wants to know; then the config, after which nothing may run. */
    private List<String> parted() throws IOException, InterruptedException {
        load.delete("d1");
        List<String> problems = rested(Checker::lost);
        configs.remove();
        Awaitility.await("the watches of " + configs.file() + " are gone")
                .atMost(patience.atMost())
                .pollInterval(Duration.ofMillis(200))
                .until(() -> subject.watches(configs.file()).isEmpty() && subject.settled());
        Set<String> values = valuesOf(this::changeAll);
        WatchSpec.all().forEach(watch -> burials.add(new Burial(configs.log(watch), values)));
        return problems;
    }

    /** Waits until nothing is lost and the daemon rests, or rests for good; returns what is lost then. */
    private List<String> rested(Function<Evidence, Optional<String>> check) {
        long begin = System.nanoTime();
        long[] restsSince = {begin};
        return Awaitility.await("the daemon rests after " + schedule)
                .atMost(Duration.ofMinutes(10))
                .pollInterval(Duration.ofMillis(200))
                .pollDelay(Duration.ZERO)
                .until(() -> outcome(check, begin, restsSince), Optional::isPresent)
                .orElseThrow();
    }

    private Optional<List<String>> outcome(Function<Evidence, Optional<String>> check, long begin, long[] restsSince)
            throws IOException {
        boolean rests = rests();
        List<String> lost =
                evidence().stream().flatMap(e -> check.apply(e).stream()).toList();
        long now = System.nanoTime();
        if (!rests) {
            restsSince[0] = now;
        }
        boolean overdue = now - begin > patience.atMost().toNanos();
        boolean forGood = rests && now - restsSince[0] > patience.atRest().toNanos();
        if (rests && lost.isEmpty() || forGood) {
            return Optional.of(lost);
        }
        return overdue ? Optional.of(overdue(lost)) : Optional.empty();
    }

    private List<String> overdue(List<String> lost) {
        List<String> all = new ArrayList<>(lost);
        all.add("no rest within " + patience.atMost() + ": settled=" + subject.settled() + " "
                + subject.watches(configs.file()));
        return all;
    }

    private boolean rests() {
        List<Subject.Listed> listed = subject.watches(configs.file());
        Set<String> wanted = configs.present().stream().map(configs::id).collect(Collectors.toSet());
        return listed.stream().allMatch(Subject.Listed::idle)
                && listed.stream()
                        .map(Subject.Listed::id)
                        .collect(Collectors.toSet())
                        .equals(wanted)
                && subject.settled();
    }

    private List<Evidence> evidence() throws IOException {
        Map<String, List<Verdict>> verdicts = verdicts();
        Map<String, Final> finals = new HashMap<>();
        List<Evidence> all = new ArrayList<>();
        for (WatchSpec watch : configs.present()) {
            Final last = finals.computeIfAbsent(watch.node(), node -> hand.state(watch.kind(), path(node)));
            List<Verdict> lines = verdicts.getOrDefault(configs.id(watch), List.of());
            all.add(new Evidence(
                    watch,
                    watch.generation(configs.replaced()),
                    last,
                    asked(watch.node(), last),
                    Started.in(configs.log(watch)),
                    lines.stream().filter(line -> !line.is(Verdict.NOT_STARTED)).toList(),
                    lines.stream()
                            .filter(line -> line.is(Verdict.NOT_STARTED))
                            .map(Verdict::offset)
                            .toList(),
                    subject.loads()));
        }
        return all;
    }

    /** When a state was asked for: when the newest of the values in it was. */
    private double asked(String node, Final last) {
        Set<String> values = new HashSet<>(List.of(last.payload().split(",")));
        return load.writes().stream()
                .filter(write -> write.node().equals(node) && values.contains(write.value()))
                .mapToDouble(Load.Write::at)
                .max()
                .orElse(0);
    }

    private Map<String, List<Verdict>> verdicts() throws IOException {
        return subject.verdicts(logBegin).stream().collect(Collectors.groupingBy(Verdict::watch));
    }

    private String path(String node) {
        return "/" + schedule.folder() + "/" + node;
    }

    private int allRuns() {
        return WatchSpec.all().stream()
                .mapToInt(watch -> Started.in(configs.log(watch)).size())
                .sum();
    }

    private String history(List<String> problems) throws IOException {
        StringBuilder text = new StringBuilder("schedule " + schedule.number() + ": " + schedule + "\n");
        problems.forEach(problem -> text.append("  ").append(problem).append('\n'));
        injector.done().forEach(what -> text.append("  ").append(what).append('\n'));
        text.append("  loaded anew at ").append(subject.loads()).append(" of the log\n");
        for (Evidence one : evidence()) {
            if (problems.stream()
                    .anyMatch(problem -> problem.startsWith(one.watch().name() + ":"))) {
                tell(one, text);
            }
        }
        return text.toString();
    }

    private void tell(Evidence one, StringBuilder text) {
        text.append("  ").append(one.watch()).append('\n');
        load.writes().stream()
                .filter(write -> write.node().equals(one.watch().node()))
                .forEach(write -> text.append("    ").append(write).append('\n'));
        one.runs().forEach(run -> text.append("    ").append(run).append('\n'));
        one.verdicts().forEach(verdict -> text.append("    ").append(verdict).append('\n'));
        try {
            text.append("    log: ").append(configs.log(one.watch())).append('\n');
            text.append("    by the daemon: ")
                    .append(subject.ask("watch", configs.id(one.watch()))
                            .map(a -> a.out().replace("\n", "\n      "))
                            .orElse(""))
                    .append('\n');
        } catch (UncheckedIOException e) {
            text.append(e);
        }
    }
}
