package twitcher.exec;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import twitcher.api.Payload;
import twitcher.api.Surroundings;
import twitcher.api.process.ProcessRequest;

/** A daemon that tells which backend it chose, by a run of that. */
final class BestBackend {
    private BestBackend() {}

    public static void main(String[] args) throws Exception {
        AtomicReference<String> chosen = new AtomicReference<>();
        Launcher launcher = new Launcher(Path.of(args[0]), (folder, timer) -> {
            Backend best = Backend.best(folder, timer);
            chosen.set(best.getClass().getSimpleName());
            return best;
        });
        List<String> hello = List.of("echo", "hello");
        var run = launcher.launch(
                TestRun.of("best", Payload.EMPTY, Surroundings.DEFAULT),
                new ProcessRequest(hello, Map.of(), Payload.EMPTY, Surroundings.DEFAULT));
        String said = Bed.out(Bed.end(run));
        System.out.println(chosen.get() + ": " + said);
        launcher.close();
    }
}
