package twitcher.api;

import java.util.Locale;

/** Why a run was started, as {@code TWITCHER_EVENT} tells the process in lower case. */
public enum Event {
    /** The state found when the watch was loaded. */
    LOADED,
    /** The node was created, or deleted and created again. */
    CREATED,
    /** The data of the node was set. */
    CHANGED,
    /** The node was deleted. */
    DELETED,
    /** A child was added or removed. */
    CHILDREN,
    /** The run before it failed. */
    RETRY,
    /** An operator asked for it. */
    MANUAL;

    /** The name as processes and logs see it, such as {@code changed}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
