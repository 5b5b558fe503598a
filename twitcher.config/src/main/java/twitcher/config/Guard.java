package twitcher.config;

import java.util.Optional;
import java.util.Set;

/**
 * Tells a folder whose files were deleted from one that is lost, as by an unmount. Immutable.
 *
 * <p>A folder is lost if it is missing or cannot be read; if it is empty, had files, and is not the same directory any
 * more; or if it is on another device and lacks a file it had. What is deleted in the same directory is deleted, be it
 * all of it. It is back when none of that holds: where it was, or elsewhere with all its files, since a file system
 * often gets another device number when it is mounted again.
 *
 * @param known the folder as it was when it was last in order; empty: it never was
 */
record Guard(Optional<Known> known) {
    /** Before the first look. */
    static final Guard NEW = new Guard(Optional.empty());

    /** The folder itself, and the names of its files. */
    record Known(Snapshot.Folder.Present folder, Set<String> files) {}

    /** Why the folder counts as lost, in words; empty: it is in order. */
    Optional<String> lost(Snapshot now) {
        if (now.folder() instanceof Snapshot.Folder.Gone gone) {
            return Optional.of(gone.why());
        }
        Snapshot.Folder.Present present = (Snapshot.Folder.Present) now.folder();
        return known.flatMap(before -> lost(before, present, now.files().keySet()));
    }

    private static Optional<String> lost(Known before, Snapshot.Folder.Present folder, Set<String> files) {
        if (files.isEmpty() && !before.files().isEmpty() && !folder.equals(before.folder())) {
            return Optional.of("is suddenly empty and not the directory that it was; is something unmounted?");
        }
        if (folder.device() != before.folder().device() && !files.containsAll(before.files())) {
            return Optional.of("is on another device and lacks files that it had; is something unmounted?");
        }
        return Optional.empty();
    }

    /** The guard that takes the folder as it is now for the right one. */
    Guard accept(Snapshot now) {
        return now.folder() instanceof Snapshot.Folder.Present present
                ? new Guard(Optional.of(new Known(present, now.files().keySet())))
                : this;
    }
}
