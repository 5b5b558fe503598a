package twitcher.launcher.log;

import java.util.logging.Level;

/** How much is logged: of twitcher itself, and of the libraries in it. */
public enum Verbosity {
    /** What an operator did and what ran; of the libraries, what is wrong. */
    NORMAL(Level.INFO, Level.WARNING),
    /** Connections and reads too. */
    VERBOSE(Level.FINE, Level.WARNING),
    /** Everything twitcher says; of the libraries, what is wrong. */
    DEVEL(Level.ALL, Level.WARNING),
    /** Everything twitcher says, and what the libraries find worth telling. */
    DEBUG(Level.ALL, Level.INFO);

    private final Level ours;
    private final Level libraries;

    Verbosity(Level ours, Level libraries) {
        this.ours = ours;
        this.libraries = libraries;
    }

    Level ours() {
        return ours;
    }

    Level libraries() {
        return libraries;
    }
}
