package twitcher.config;

import java.util.Set;

/** What becomes of the files with certain endings. On the gate's thread, where nothing may block for long. */
interface Handler {
    /** What handles this file, in the words of {@link twitcher.api.admin.FileStatus#kind}. */
    String kind(String file);

    /**
     * The first look at a folder that is in order found {@code files}, which will be told of one by one. What was done
     * for others before this bundle was restarted is undone now.
     */
    void begin(Set<String> files);

    /** It is new or changed, quiet and to be trusted. */
    void changed(String file, Seen seen);

    /** It is new or changed and must not be loaded. */
    void refused(String file, String why);

    /** It is gone. */
    void removed(String file);

    /** Whether something is still being done. */
    boolean isBusy();
}
