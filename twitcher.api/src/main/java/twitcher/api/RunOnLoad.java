package twitcher.api;

/** Whether the state found when a watch is first loaded is run. */
public enum RunOnLoad {
    /** Always; written {@code true}. */
    ALWAYS,
    /** Never; written {@code false}. */
    NEVER,
    /** Only if it differs from the watch's position. */
    CHANGED
}
