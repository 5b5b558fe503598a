package twitcher.launcher;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What went wrong on a file system, as a person says it. */
public final class Words {
    private Words() {}

    /** Without the path, which the caller names. */
    public static String of(IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof FileAlreadyExistsException || failure instanceof NotDirectoryException) {
            return "a part of the path is no directory";
        }
        if (failure instanceof FileSystemException e && e.getReason() != null) {
            return e.getReason().toLowerCase();
        }
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }
}
