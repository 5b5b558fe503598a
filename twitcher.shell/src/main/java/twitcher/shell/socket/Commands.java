package twitcher.shell.socket;

import java.io.OutputStream;

/** Carries out what clients ask. */
public interface Commands {
    /** Exit code: done. */
    int FINE = 0;
    /** Exit code: refused, not found or failed. */
    int NO = 1;
    /** Exit code: unknown command or wrong arguments. */
    int USAGE = 2;
    /** Exit code: somebody else, such as ZooKeeper, did not answer in time. */
    int TIMEOUT = 4;

    /**
     * Carries out one command. Called on a thread of its own, which is interrupted when the client is gone.
     *
     * @return the exit code
     */
    int run(Request request, Streams streams);

    /**
     * Where a command's words go. Both may be used by any thread; they throw once the client is gone, and block while it
     * does not read.
     */
    record Streams(OutputStream out, OutputStream err) {}
}
