package twitcher.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import twitcher.api.Event;
import twitcher.api.Stat;
import twitcher.api.Watch;
import twitcher.engine.lane.Trace;

/** The line that a verbose log has for each state that a lane sees, and for what it makes of it. */
final class TraceLine {
    private static final Logger log = LoggerFactory.getLogger(TraceLine.class);

    private TraceLine() {}

    /** Tells of {@code young}, unless it decides nothing that {@code old} has not. */
    static void log(Watch watch, Trace old, Trace young) {
        // Not equals: each decision has its own moment, however coarse the clock is.
        boolean decided = young.decided() != old.decided() || young.verdict() != old.verdict();
        if (decided && log.isDebugEnabled()) {
            LogDetails.during(details(watch, young), () -> log.debug("{} decides: {}", watch.id(), text(young)));
        }
    }

    /** What a log for machines has as fields of their own. */
    static Map<String, String> details(Watch watch, Trace trace) {
        Map<String, String> details = new HashMap<>(LogDetails.of(trace.stat()));
        details.put("watch", watch.id());
        details.put("znode", watch.node().path());
        details.put("verdict", trace.verdict().name());
        trace.event().ifPresent(event -> details.put("event", event.word()));
        return details;
    }

    static String text(Trace trace) {
        String event = trace.event().map(Event::word).orElse("none");
        return "verdict=" + trace.verdict() + " event=" + event + marks(trace.stat());
    }

    private static String marks(Optional<Stat> stat) {
        return stat.map(s -> " czxid=" + s.czxid() + " mzxid=" + s.mzxid() + " pzxid=" + s.pzxid())
                .orElse("");
    }
}
