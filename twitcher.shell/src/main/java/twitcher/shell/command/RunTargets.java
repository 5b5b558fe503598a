package twitcher.shell.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import twitcher.api.Run;
import twitcher.api.admin.Watches;

/** Finds the run that an operator names. */
final class RunTargets {
    private final Watches watches;

    RunTargets(Watches watches) {
        this.watches = watches;
    }

    /** The run that is meant, ended or not. */
    Run any(String part) {
        Map<String, Run> runs = running();
        watches.runs(Optional.empty(), Integer.MAX_VALUE).forEach(run -> runs.put(run.id(), run));
        return runs.get(new Choice("run", runs.keySet()).of(part));
    }

    /** The run that is meant, of those that are going. */
    Run going(String part) {
        Map<String, Run> runs = running();
        return runs.get(new Choice("running run", runs.keySet()).of(part));
    }

    private Map<String, Run> running() {
        Map<String, Run> runs = new LinkedHashMap<>();
        watches.list().forEach(status -> status.running().forEach(run -> runs.put(run.id(), run)));
        return runs;
    }
}
