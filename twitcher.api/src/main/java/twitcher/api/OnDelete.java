package twitcher.api;

/** What the deletion of a watched node means. */
public enum OnDelete {
    /** Nothing: the last existing state counts. */
    IGNORE,
    /** It is a change with an empty payload. */
    RUN
}
