package twitcher.launcher.client;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import twitcher.launcher.StartFailure;
import twitcher.launcher.Words;

/**
 * Finds and reads the files that a command line names: {@code @FILE} for any command, and each argument of those
 * commands that are about files. The daemon never opens a file for a client.
 */
final class Attachments {
    static final int LARGEST = 16 << 20;
    static final int LARGEST_TOTAL = 32 << 20;
    private static final Set<String> ABOUT_FILES = Set.of("lint", "plan");
    private static final Set<String> OPTIONS_WITH_VALUE = Set.of("-o");
    private static final String SCOPE = "twitcher";
    private static final String STDIN = "-";

    private final Path cwd;
    private final InputStream stdin;

    Attachments(Path cwd, InputStream stdin) {
        this.cwd = cwd;
        this.stdin = stdin;
    }

    /**
     * Reads all of them.
     *
     * @throws StartFailure if one cannot be read or is too large
     */
    List<Attachment> of(List<String> command) throws StartFailure {
        int firstFile = firstFile(command);
        List<Attachment> attachments = new ArrayList<>();
        long total = 0;
        for (int i = 0; i < command.size(); i++) {
            String argument = command.get(i);
            if (!namesFile(argument, i >= firstFile && !isValue(command, i))) {
                continue;
            }
            String name = argument.startsWith("@") ? argument.substring(1) : argument;
            byte[] content = read(name);
            total += content.length;
            if (total > LARGEST_TOTAL) {
                throw new StartFailure(name + ": the files of one command hold at most " + LARGEST_TOTAL + " bytes");
            }
            attachments.add(new Attachment(i, name, content));
        }
        return attachments;
    }

    /** From which index on plain arguments are files; beyond the end for most commands. */
    private static int firstFile(List<String> command) {
        String first = command.get(0);
        if (first.equals(SCOPE) && command.size() > 1 && ABOUT_FILES.contains(command.get(1))) {
            return 2;
        }
        String name = first.startsWith(SCOPE + ":") ? first.substring(SCOPE.length() + 1) : first;
        return ABOUT_FILES.contains(name) ? 1 : Integer.MAX_VALUE;
    }

    private static boolean namesFile(String argument, boolean aboutFiles) {
        if (argument.startsWith("@")) {
            return argument.length() > 1 && !argument.startsWith("@@");
        }
        return aboutFiles && (argument.equals(STDIN) || !argument.startsWith("-"));
    }

    /** Whether the argument belongs to an option before it. */
    private static boolean isValue(List<String> command, int index) {
        return OPTIONS_WITH_VALUE.contains(command.get(index - 1));
    }

    private byte[] read(String name) throws StartFailure {
        try (InputStream file = name.equals(STDIN) ? stdin : open(cwd.resolve(name))) {
            byte[] content = file.readNBytes(LARGEST + 1);
            if (content.length > LARGEST) {
                throw new StartFailure(name + ": larger than " + LARGEST + " bytes");
            }
            return content;
        } catch (IOException e) {
            throw new StartFailure(name + ": cannot be read: " + Words.of(e));
        }
    }

    private static InputStream open(Path file) throws IOException, StartFailure {
        if (Files.isDirectory(file)) {
            throw new StartFailure(file + ": is a directory; name a file");
        }
        Files.readAttributes(file, "size");
        return new FileInputStream(file.toFile());
    }
}
