package twitcher.launcher;

/** Why the program cannot do what it was started for, in words for whoever started it; no stack trace is shown. */
public final class StartFailure extends Exception {
    private static final long serialVersionUID = 1;

    /** What, where, and what to do. */
    public StartFailure(String words) {
        super(words);
    }
}
