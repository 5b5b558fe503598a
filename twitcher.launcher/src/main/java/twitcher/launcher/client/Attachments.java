package twitcher.launcher.client;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    private static final Set<String> OPTIONS_WITH_VALUE = Set.of("-o", "--output", "--as");
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
        for (int i = 0; i < command.size(); i++) {
            String argument = command.get(i);
            if (!namesFile(argument, i >= firstFile && !isValue(command, i))) {
                continue;
            }
            String name = argument.startsWith("@") ? argument.substring(1) : argument;
            boolean candidate = i >= firstFile && !name.equals(STDIN);
            attachments.addAll(candidate ? withOrigin(i, name) : List.of(new Attachment(i, name, read(name))));
            checkTotal(name, attachments);
        }
        return attachments;
    }

    private static void checkTotal(String name, List<Attachment> attachments) throws StartFailure {
        long total = attachments.stream().mapToLong(a -> a.content().length).sum();
        if (total > LARGEST_TOTAL) {
            throw new StartFailure(name + ": the files of one command, and the modules beside them, hold at most "
                    + LARGEST_TOTAL + " bytes");
        }
    }

    /** The file, and what lies beside it and may be part of it. */
    private List<Attachment> withOrigin(int argument, String name) throws StartFailure {
        Path file = cwd.resolve(name);
        checkRegular(name, file);
        List<Attachment> all = new ArrayList<>();
        all.add(read(argument, name, () -> Origin.of(file)));
        if (!all.get(0).origin().path().isEmpty()) {
            for (Map.Entry<String, Path> module : Companions.of(file).entrySet()) {
                Path path = module.getValue();
                Attachment read = read(argument, path.toString(), () -> Origin.beside(path));
                all.add(new Attachment(argument, module.getKey(), read.content(), read.origin()));
            }
        }
        return all;
    }

    /** To open a pipe is to wait for whoever writes to it. What the shell has opened for the command may be read. */
    private static void checkRegular(String name, Path file) throws StartFailure {
        boolean opened =
                file.startsWith("/dev/fd") || file.startsWith("/proc/self/fd") || file.startsWith("/dev/stdin");
        if (Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file) && !opened) {
            throw new StartFailure(
                    name + ": is not a regular file; name a file, or '-' and give the text on standard input");
        }
    }

    private interface Asked {
        Origin origin() throws IOException;
    }

    /** Reads a file that is the same before and after: what is said of it is said of these bytes. */
    private Attachment read(int argument, String name, Asked asked) throws StartFailure {
        try {
            Origin before = asked.origin();
            byte[] content = read(name);
            if (!before.equals(asked.origin())) {
                throw new StartFailure(name + ": was changed while it was read; try again");
            }
            return new Attachment(argument, name, content, before);
        } catch (IOException e) {
            throw new StartFailure(name + ": cannot be read: " + Words.of(e));
        }
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
