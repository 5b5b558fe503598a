package twitcher.health;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.Result.Status;
import org.apache.felix.hc.api.ResultLog;

/** What a check finds, entry by entry; the worst entry counts. */
final class Verdict {
    /** Names that are told; of the others, how many. */
    static final int SHOWN = 5;

    private final ResultLog log = new ResultLog();

    static Result of(Status status, String words) {
        return new Verdict().add(status, words).result();
    }

    /** The part of the daemon that would know is not there. */
    static Result away(String bundle) {
        return of(Status.CRITICAL, "the bundle " + bundle + " is not running");
    }

    Verdict add(Status status, String words) {
        log.add(new ResultLog.Entry(status, words));
        return this;
    }

    Result result() {
        return new Result(log);
    }

    /** The first few of them. */
    static String some(List<String> names) {
        String more = names.size() > SHOWN ? " and " + (names.size() - SHOWN) + " more" : "";
        return names.stream().limit(SHOWN).collect(Collectors.joining(", ")) + more;
    }
}
