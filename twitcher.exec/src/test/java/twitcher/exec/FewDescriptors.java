package twitcher.exec;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import twitcher.api.Outcome;
import twitcher.api.action.RunningAction;

/** A daemon that may open only a few files and starts more processes than that. Says what came of it. */
final class FewDescriptors {
    private FewDescriptors() {}

    public static void main(String[] args) throws Exception {
        try (Bed bed = new Bed(BackendKind.valueOf(args[0]))) {
            bed.run("true");
            loadWhatAStopNeeds(bed);
            long before = descriptors();
            List<RunningAction> actions = IntStream.range(0, 100)
                    .mapToObj(i -> bed.start("sleep 1000"))
                    .toList();
            actions.forEach(RunningAction::stop);
            List<Outcome> outcomes =
                    actions.stream().map(action -> Bed.end(action).outcome()).toList();
            System.out.println("refused "
                    + outcomes.stream()
                            .filter(Outcome.Postponed.class::isInstance)
                            .map(Outcome::words)
                            .filter(words -> words.contains("Too many open files"))
                            .count());
            System.out.println("others "
                    + outcomes.stream()
                            .filter(outcome -> !(outcome instanceof Outcome.Postponed))
                            .map(Outcome::words)
                            .distinct()
                            .toList());
            System.out.println("then " + bed.run("true").outcome().words());
            System.out.println("left " + (descriptors() - before));
        }
    }

    /** Classes are in files here, which cannot be opened later; a bundle's are in a jar that is open. */
    private static void loadWhatAStopNeeds(Bed bed) {
        RunningAction action = bed.start("sleep 1000");
        action.stop();
        System.out.println("alone " + List.of(Bed.end(action).outcome().words()));
    }

    private static long descriptors() throws Exception {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.count();
        }
    }
}
