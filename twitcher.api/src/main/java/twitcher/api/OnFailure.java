package twitcher.api;

/** What happens to a watch whose run failed and whose retries are used up. */
public enum OnFailure {
    /** It goes on watching. */
    KEEP,
    /** It is stopped until an operator resumes it or its configuration changes. */
    STOP
}
