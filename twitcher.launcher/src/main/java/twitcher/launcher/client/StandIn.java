package twitcher.launcher.client;

import java.nio.file.Path;
import twitcher.launcher.StartFailure;

/** Answers in a daemon's place, where none is needed. */
public interface StandIn extends AutoCloseable {
    /** How one is started. */
    interface Starter {
        /**
         * Starts one.
         *
         * @throws StartFailure if that cannot be done
         */
        StandIn start() throws StartFailure;
    }

    /** Where it listens, as in a daemon's state directory. */
    Path stateDirectory();

    /** Ends it. */
    @Override
    void close();
}
