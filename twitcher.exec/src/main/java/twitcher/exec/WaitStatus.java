package twitcher.exec;

import twitcher.api.Outcome;

/** The status that waitpid(2) gives, which tells an exit with 143 from an end by SIGTERM. */
final class WaitStatus {
    private static final int SIGNAL = 0x7f;

    private WaitStatus() {}

    static Outcome outcome(int status) {
        int signal = status & SIGNAL;
        int exit = status >> 8 & 0xff;
        if (signal != 0) {
            return new Outcome.Signalled(signal);
        }
        return exit == 0 ? new Outcome.Succeeded() : new Outcome.Exited(exit);
    }
}
