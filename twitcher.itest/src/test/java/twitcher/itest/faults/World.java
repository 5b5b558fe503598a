package twitcher.itest.faults;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import twitcher.itest.faults.Round.Burial;
import twitcher.itest.faults.Round.Patience;
import twitcher.itest.faults.Round.Report;

/** Three servers, a network and a daemon, in which many rounds are played. For one thread. */
final class World implements Closeable {
    /** For a daemon that is believed to be sound. */
    static final Patience GENEROUS = new Patience(Duration.ofSeconds(20), Duration.ofSeconds(150));

    private final Path folder;
    private final Ensemble ensemble;
    private final Subject subject;
    private final Patience patience;
    private List<Burial> graveyard = List.of();

    /** A daemon of the distribution at {@code distribution}, which runs when this returns. */
    World(Ensemble ensemble, Path distribution, Path folder, Patience patience)
            throws IOException, InterruptedException {
        this.ensemble = ensemble;
        this.folder = folder;
        this.patience = patience;
        subject = new Subject(distribution, folder.resolve("daemon"), ensemble.proxied());
        try {
            subject.launch();
            subject.mend();
        } catch (RuntimeException | IOException e) {
            subject.close();
            throw e;
        }
    }

    /** What can go wrong here. */
    List<FaultKind> kinds() {
        return Stream.of(FaultKind.values()).filter(this::possible).toList();
    }

    private boolean possible(FaultKind kind) {
        return switch (kind) {
            case STEP_CLOCK -> subject.clock().works();
            case FILL_DISK -> subject.disk().works();
            default -> true;
        };
    }

    /** Plays a round; no two of them with the same servers may have the same number. */
    Report play(Schedule schedule) throws IOException, InterruptedException {
        Path own = folder.resolve(schedule.folder());
        Report report = new Round(ensemble, subject, own, schedule, patience).play();
        List<String> problems = new ArrayList<>(report.problems());
        graveyard.forEach(burial -> problems.addAll(risen(burial)));
        graveyard = report.burials();
        return new Report(problems, report.history(), report.writes(), report.runs(), report.burials());
    }

    /** What ran for a watch that was gone. */
    private static List<String> risen(Burial burial) {
        return Started.in(burial.log()).stream()
                .filter(run -> Stream.of(run.payload().split(",")).anyMatch(burial.values()::contains))
                .map(run -> burial.log() + ": ran for a watch that was removed: " + run)
                .toList();
    }

    /** The daemon. */
    Subject subject() {
        return subject;
    }

    /** A copy of the daemon's log. */
    void keepLog(Path copy) throws IOException {
        Files.createDirectories(copy.getParent());
        Files.writeString(copy, subject.daemon().logText());
    }

    @Override
    public void close() throws IOException {
        subject.close();
    }
}
