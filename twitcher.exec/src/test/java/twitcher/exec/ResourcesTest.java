package twitcher.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static twitcher.exec.Patience.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import twitcher.api.Outcome;
import twitcher.api.Payload;
import twitcher.api.action.RunningAction;

/** What is used up: nothing is left of any run, and of the launcher itself when it is closed. */
@ParameterizedClass
@EnumSource(BackendKind.class)
class ResourcesTest {
    private final BackendKind kind;

    ResourcesTest(BackendKind kind) {
        this.kind = kind;
    }

    @Test
    void fiveHundredQuickRunsFromManyThreadsLeaveNothing() throws Exception {
        try (Bed bed = new Bed(kind)) {
            bed.run("true");
            int descriptors = descriptors();
            ExecutorService pool = Executors.newFixedThreadPool(8);
            Callable<Outcome> run = () -> Bed.end(bed.start("cat >/dev/null; exit 3", Payload.ofText("x")))
                    .outcome();
            List<Future<Outcome>> outcomes =
                    IntStream.range(0, 500).mapToObj(i -> pool.submit(run)).toList();
            for (Future<Outcome> outcome : outcomes) {
                assertThat(outcome.get()).isEqualTo(new Outcome.Exited(3));
            }
            pool.shutdown();
            await().until(() -> descriptors() <= descriptors);
            assertThat(zombies()).isEmpty();
            assertThat(bed.files()).isEmpty();
        }
    }

    @Test
    void aRunningProcessCostsNoThreadAndOneDescriptor() throws IOException {
        try (Bed bed = new Bed(kind)) {
            bed.run("true");
            int threads = Thread.activeCount();
            int descriptors = descriptors();
            List<RunningAction> actions = IntStream.range(0, 50)
                    .mapToObj(i -> bed.start("sleep 1000"))
                    .toList();
            if (kind == BackendKind.NATIVE) {
                assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads + 1);
                assertThat(descriptors()).isLessThanOrEqualTo(descriptors + 50 + 2);
            }
            actions.forEach(RunningAction::stop);
            actions.forEach(Bed::end);
            await().until(() -> descriptors() <= descriptors);
        }
    }

    @Test
    void aClosedLauncherLeavesNoThreadAndNoDescriptor() throws IOException {
        warm();
        Set<String> threads = threads();
        int descriptors = descriptors();
        warm();
        await().until(() -> threads().equals(threads) && descriptors() <= descriptors);
    }

    private void warm() {
        try (Bed bed = new Bed(kind)) {
            bed.run("true");
            RunningAction action = bed.start("sleep 1000");
            action.stop();
            Bed.end(action);
        }
    }

    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("twitcher") || name.startsWith("JNA"))
                .collect(Collectors.toSet());
    }

    private static int descriptors() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return (int) all.count();
        }
    }

    private static List<ProcStat> zombies() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            return all.map(path -> path.getFileName().toString())
                    .filter(name -> name.matches("\\d+"))
                    .flatMap(name -> ProcStat.of(Long.parseLong(name)).stream())
                    .filter(stat -> stat.parent() == ProcessHandle.current().pid() && !stat.alive())
                    .toList();
        }
    }
}
