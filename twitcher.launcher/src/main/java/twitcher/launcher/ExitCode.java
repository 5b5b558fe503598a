package twitcher.launcher;

/** What the program's exit codes mean. */
public final class ExitCode {
    public static final int FINE = 0;
    public static final int NO = 1;
    public static final int USAGE = 2;
    public static final int NO_DAEMON = 3;
    public static final int TIMEOUT = 4;
    /** As a shell reports a command that ended because nobody reads its output. */
    public static final int BROKEN_PIPE = 141;

    private ExitCode() {}
}
