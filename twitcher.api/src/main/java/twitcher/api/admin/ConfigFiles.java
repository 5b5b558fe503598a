package twitcher.api.admin;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The watched folder: its files, and what became of them. Any thread. */
@ProviderType
public interface ConfigFiles {
    /** Every file that is or was loaded, by name. Does not block. */
    List<FileStatus> list();

    /**
     * Looks at the whole folder now and waits until what it found has been dealt with.
     *
     * @param accept whether a folder that looks lost (see {@link FolderStatus}) is taken as it is
     * @return what was found, in words for the operator
     */
    String rescan(Accept accept);

    /** The folder itself. */
    FolderStatus folder();

    /** Whether a lost folder is taken as it is. */
    enum Accept {
        /** A lost folder stays lost, its watches held. */
        KEEP_GUARD,
        /** The folder as it is now is the right one. */
        ACCEPT_FOLDER
    }

    /**
     * The watched folder.
     *
     * @param path its absolute path
     * @param held why its watches are held; empty: they are not
     */
    record FolderStatus(String path, java.util.Optional<String> held) {}
}
