package twitcher.api.config;

/**
 * Thrown by a {@link ConfigLanguage} that can read nothing at present, whatever the text says: a process it needs does
 * not start, a service it needs is silent. No fault of the file, which waits; it is read again by itself, some seconds
 * later and as often as it takes. The language is to answer quickly while it knows that nothing has changed.
 */
public final class NotReady extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** {@code why} is told to the operator. */
    public NotReady(String why) {
        super(why);
    }
}
