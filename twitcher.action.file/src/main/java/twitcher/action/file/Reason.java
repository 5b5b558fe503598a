package twitcher.action.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/** What an error of the file system means, in words for the operator, without the path. */
final class Reason {
    private Reason() {}

    static String of(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "Permission denied";
        } else if (e instanceof NoSuchFileException missing) {
            return missing.getFile() + " is gone";
        } else if (e instanceof FileAlreadyExistsException there) {
            return there.getFile() + " is in the way";
        }
        Optional<String> reason =
                e instanceof FileSystemException files ? Optional.ofNullable(files.getReason()) : Optional.empty();
        return reason.or(() -> Optional.ofNullable(e.getMessage())).orElse(e.toString());
    }
}
