package twitcher.exec;

import static org.assertj.core.api.Assertions.assertThat;

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
        assertThat(NativeCode.problem(folder)).isEmpty();
        return new NativeBackend(timer);
    }
}
