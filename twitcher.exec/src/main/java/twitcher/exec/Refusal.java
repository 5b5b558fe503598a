package twitcher.exec;

import java.nio.file.Path;
import java.util.Optional;
import twitcher.api.Outcome;

/** Finds out, at the end of a process, whether it ever became the command that it was to become. */
record Refusal(Front front, Path stderr) {
    /** For a process with nothing in front, and for an adopted one. */
    static final Refusal NONE = new Refusal(new Front(), Path.of("/dev/null"));

    /** Whether it wants to know what the process was at its end. */
    boolean interested() {
        return !front.isEmpty();
    }

    /** What {@code outcome} really is; {@code last} is what the process was at its end, if that is known. */
    Outcome instead(Outcome outcome, Optional<ProcStat> last) {
        return front.refusal(outcome, last, stderr).orElse(outcome);
    }
}
