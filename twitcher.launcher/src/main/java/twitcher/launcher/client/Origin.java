package twitcher.launcher.client;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * Where a file is from: what the daemon needs to know to decide whether it would load it, since it does not look for
 * itself.
 *
 * @param beside whether it was not named, but lies beside a file that was
 * @param path its absolute path, without symbolic links but perhaps the last; empty: it is no file on disk
 * @param way each directory and symbolic link on the way to it from the root, as the kernel goes, and at last itself
 */
record Origin(boolean beside, String path, List<Step> way) {
    /** Nothing is said. */
    static final Origin UNKNOWN = new Origin(false, "", List.of());

    private static final int MOST_STEPS = 400;
    private static final String ATTRIBUTES = "unix:uid,mode,ino,ctime";
    private static final int TYPE = 0170000;
    private static final int LINK = 0120000;

    /**
     * Something on the way.
     *
     * @param owner the uid that it belongs to
     * @param mode as stat(2) has it
     * @param mark differs when it was written to or replaced
     */
    record Step(String path, int owner, int mode, String mark) {
        private static Step at(Path path) throws IOException {
            Map<String, Object> read = Files.readAttributes(path, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
            int mode = (Integer) read.get("mode");
            boolean directory = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
            String mark = directory ? "" : read.get("ino") + " " + read.get("ctime");
            return new Step(path.toString(), (Integer) read.get("uid"), mode, mark);
        }

        private boolean isLink() {
            return (mode & TYPE) == LINK;
        }
    }

    Origin {
        way = List.copyOf(way);
    }

    /** Of a file that was named. */
    static Origin of(Path file) throws IOException {
        return isOnDisk(file) ? new Origin(false, place(file).toString(), way(file)) : UNKNOWN;
    }

    /** Of a file that lies beside one. */
    static Origin beside(Path file) throws IOException {
        return new Origin(true, place(file).toString(), way(file));
    }

    /** A pipe or a terminal is nowhere: whoever wrote to it is whoever typed the command. */
    private static boolean isOnDisk(Path file) {
        return Files.isRegularFile(file);
    }

    private static Path place(Path file) throws IOException {
        Path absolute = file.toAbsolutePath();
        return absolute.getParent().toRealPath().resolve(absolute.getFileName());
    }

    /** Goes along a path as the kernel does, one name after the other. */
    private static List<Step> way(Path file) throws IOException {
        Deque<Path> names = new ArrayDeque<>();
        file.toAbsolutePath().forEach(names::add);
        List<Step> way = new ArrayList<>(List.of(Step.at(file.toAbsolutePath().getRoot())));
        Path at = file.toAbsolutePath().getRoot();
        while (!names.isEmpty()) {
            String name = names.pop().toString();
            Path next = name.equals("..") ? parent(at) : at.resolve(name);
            Step step = Step.at(next);
            way.add(step);
            at = step.isLink() ? follow(next, names) : next;
            if (way.size() > MOST_STEPS) {
                throw new FileSystemException(file.toString(), null, "symbolic links in a circle");
            }
        }
        return way;
    }

    /** Where the names of a link's target begin. */
    private static Path follow(Path link, Deque<Path> names) throws IOException {
        Path target = Files.readSymbolicLink(link);
        for (int i = target.getNameCount() - 1; i >= 0; i--) {
            names.push(target.getName(i));
        }
        return target.isAbsolute() ? target.getRoot() : parent(link);
    }

    private static Path parent(Path path) {
        return path.getParent() == null ? path : path.getParent();
    }
}
