package twitcher.engine.lane;

import java.util.EnumSet;
import java.util.Set;

/** A reason why a lane starts nothing; it starts again when none is left. */
public enum Bar {
    /** The watch is in no reading any more. */
    REMOVED,
    /** An operator paused it. */
    PAUSED,
    /** It failed for good. */
    STOPPED,
    /** The watched folder is not to be trusted at the moment. */
    HELD,
    /** The reading of its file vanished with whoever published it. */
    NO_READING,
    /** Runs of a daemon before this one are being looked for. */
    ADOPTING,
    /** There is no source of changes. */
    NO_SOURCE,
    /** There is no action type of its name. */
    NO_TYPE,
    /** The action type is being asked for the action. */
    PREPARING,
    /** The action type refused its settings. */
    REFUSED;

    static Set<Bar> union(Set<Bar> some, Set<Bar> others) {
        EnumSet<Bar> all = EnumSet.copyOf(some);
        all.addAll(others);
        return Set.copyOf(all);
    }
}
