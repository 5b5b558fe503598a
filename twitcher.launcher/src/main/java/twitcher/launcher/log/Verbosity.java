package twitcher.launcher.log;

import java.util.logging.Level;

/** How much is logged: of twitcher itself, and of the libraries in it. */
public enum Verbosity {
    /** What an operator did and what ran; of the libraries, only what is broken. */
    NORMAL(Level.INFO, Level.SEVERE),
    /** Connections and reads too; of the libraries, what they warn of. */
    VERBOSE(Level.FINE, Level.WARNING),
    /** Everything twitcher says; of the libraries, only what is broken. */
    DEVEL(Level.ALL, Level.SEVERE),
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
