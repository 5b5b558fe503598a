package twitcher.exec;

import java.nio.file.Path;
import java.util.concurrent.ScheduledExecutorService;

/** The backends, each of which must pass every test. */
enum BackendKind {
    BUILDER,
    NATIVE;

    Backend make(Path folder, ScheduledExecutorService timer) {
        if (this == BUILDER) {
            return new BuilderBackend(timer);
        }
        NativeCode.problem(folder).ifPresent(problem -> {
            throw new AssertionError(problem);
        });
        return new NativeBackend(timer);
    }
}
