package twitcher.exec;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import twitcher.api.Stat;
import twitcher.api.action.RunContext;
import twitcher.api.process.ProcessRequest;

/**
 * The environment of processes: a small clean one, what the operator keeps of the daemon's own, what the watch sets, and
 * the variables that tell the run. Of a node that does not exist, {@code TWITCHER_MZXID} and {@code TWITCHER_VERSION}
 * are empty.
 */
final class CleanEnvironment {
    /** Where programs are looked for unless a watch says otherwise. */
    static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private final Map<String, String> own;
    private final Map<String, String> kept = new HashMap<>();

    /** An environment that keeps variables named in {@code keep} of the daemon's {@code own}. */
    CleanEnvironment(Map<String, String> own, List<String> keep) {
        this.own = Map.copyOf(own);
        keep.stream()
                .flatMap(names -> Stream.of(names.split("[,\\s]+")))
                .filter(own::containsKey)
                .forEach(name -> kept.put(name, own.get(name)));
    }

    /** The whole environment of a process of {@code run}. */
    Map<String, String> of(RunContext run, ProcessRequest request, Identity.User user) {
        Map<String, String> all = of(user);
        all.putAll(request.surroundings().env());
        all.putAll(request.env());
        all.putAll(told(run));
        return all;
    }

    /** The environment of a process of no run; the caller may alter it. */
    Map<String, String> of(Identity.User user) {
        Map<String, String> all = new HashMap<>();
        all.put("PATH", PATH);
        all.put("HOME", user.home());
        all.put("USER", user.name());
        all.put("LOGNAME", user.name());
        all.put("SHELL", user.shell());
        all.put("LANG", own.getOrDefault("LANG", "C.UTF-8"));
        all.putAll(kept);
        return all;
    }

    private static Map<String, String> told(RunContext run) {
        return Map.of(
                "TWITCHER_ZNODE",
                run.watch().node().path(),
                "TWITCHER_EVENT",
                run.event().word(),
                "TWITCHER_MZXID",
                run.change().stat().map(Stat::mzxid).map(String::valueOf).orElse(""),
                "TWITCHER_VERSION",
                run.change().stat().map(Stat::version).map(String::valueOf).orElse(""),
                "TWITCHER_WATCH",
                run.watch().id(),
                ProcTable.RUN_VARIABLE,
                run.runId(),
                "TWITCHER_ATTEMPT",
                String.valueOf(run.attempt()));
    }
}
