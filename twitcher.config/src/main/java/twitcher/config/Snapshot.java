package twitcher.config;

import java.util.Map;
import java.util.SortedMap;

/**
 * The watched folder at one moment.
 *
 * @param folder the folder itself
 * @param files every file with an ending that somebody handles, by its name relative to the folder
 * @param troubles directories that could not be looked into, with the reason: what is in them is not known
 */
record Snapshot(Folder folder, SortedMap<String, Seen> files, Map<String, String> troubles) {
    /** The folder itself. */
    sealed interface Folder {
        /**
         * It is there.
         *
         * @param epoch grows each time the kernel says that the directory looked at before is gone
         */
        record Present(long device, long inode, int epoch) implements Folder {}

        /** It is not there, or cannot be read. */
        record Gone(String why) implements Folder {}
    }

    /** Whether {@code file} lies in a directory that could not be looked into. */
    boolean isUnknown(String file) {
        for (int slash = file.lastIndexOf('/'); slash > 0; slash = file.lastIndexOf('/', slash - 1)) {
            if (troubles.containsKey(file.substring(0, slash))) {
                return true;
            }
        }
        return false;
    }
}
