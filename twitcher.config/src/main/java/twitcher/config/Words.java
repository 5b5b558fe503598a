package twitcher.config;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What operators are told instead of an exception. */
final class Words {
    private static final int MOST_SHOWN = 80;

    private Words() {}

    /** What went wrong, without the name of the file, which stands before it. */
    static String of(Throwable failure) {
        if (failure instanceof NoSuchFileException) {
            return "no such file";
        }
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof NotDirectoryException) {
            return "not a directory";
        }
        if (failure instanceof FileSystemLoopException) {
            return "symbolic links in a circle";
        }
        if (failure instanceof FileSystemException f && f.getReason() != null) {
            return f.getReason();
        }
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    /** A part of a file that fits on a line: not too much of it, and what cannot be printed as an escape. */
    static String shown(String text) {
        String start = text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "..." : text;
        StringBuilder shown = new StringBuilder();
        start.chars().forEach(c -> shown.append(isPrintable(c) ? Character.toString(c) : String.format("\\u%04x", c)));
        return shown.toString();
    }

    private static boolean isPrintable(int c) {
        return !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT;
    }

    /** {@code 1 watch}, {@code 2 watches}. */
    static String count(int number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }
}
