package twitcher.api;

/** What a change does while a run of its watch is going. */
public enum RunMode {
    /** It waits; when the run ends, one run starts with the newest state. */
    QUEUE,
    /** It is dropped; the watch goes on watching. */
    DISCARD,
    /** Another run starts beside it, up to {@code max_parallel}; above that the newest change waits. */
    PARALLEL,
    /** The run is stopped, and one starts with the newest state. */
    RESTART
}
