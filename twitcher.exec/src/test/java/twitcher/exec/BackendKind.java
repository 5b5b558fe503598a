package twitcher.exec;

import java.util.concurrent.ScheduledExecutorService;

/** The backends, each of which must pass every test. */
enum BackendKind {
    BUILDER;

    Backend make(ScheduledExecutorService timer) {
        return switch (this) {
            case BUILDER -> new BuilderBackend(timer);
        };
    }
}
