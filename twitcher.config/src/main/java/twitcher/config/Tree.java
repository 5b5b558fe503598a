package twitcher.config;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Looks at the watched folder: the one place that walks it. On the gate's thread. */
final class Tree {
    static final String UNPRINTABLE = "its name has control characters, such as a line's end; rename it";
    private static final String UNSPEAKABLE =
            "its name has characters that the daemon's locale cannot express; rename it, or set LC_ALL=C.UTF-8";

    private final Path folder;
    private final Path state;
    private final Trust trust;
    private final Events events;

    /** Looks at {@code folder}, but not into {@code state}, the daemon's own directory, should it lie in it. */
    Tree(Path folder, Path state, Trust trust, Events events) {
        this.folder = folder;
        this.state = state;
        this.trust = trust;
        this.events = events;
    }

    Path folder() {
        return folder;
    }

    /** What is there now, as far as {@code handled} accepts its name. */
    Snapshot look(Predicate<String> handled) {
        Walk walk = new Walk(handled);
        Snapshot.Folder found = walk.folder();
        events.keepOnly(walk.directories);
        return new Snapshot(
                found, Collections.unmodifiableSortedMap(walk.files), Collections.unmodifiableMap(walk.troubles));
    }

    /**
     * One file as it is now, with everything on the way to it checked anew.
     *
     * @throws IOException if it is not there, or cannot be reached
     */
    Seen see(String file) throws IOException {
        Walk walk = new Walk(name -> true);
        walk.realFolder = folder.toRealPath();
        Optional<String> refusal = trust.way(folder);
        Path at = folder;
        for (Path name : Path.of(file)) {
            at = at.resolve(name);
            Found found = walk.find(at, refusal);
            if (at.equals(folder.resolve(file))) {
                return walk.seen(at, found);
            }
            refusal = found.refusal().or(() -> trust.directory(found.real(), found.mark()));
        }
        throw new NoSuchFileException(file);
    }

    /** Something in the folder: where it really is, and whether the way to it, links included, is to be trusted. */
    private record Found(Path real, Mark mark, Optional<String> refusal) {}

    private final class Walk {
        final SortedMap<String, Seen> files = new TreeMap<>();
        final Map<String, String> troubles = new HashMap<>();
        final Map<Path, Mark> directories = new HashMap<>();
        private final Predicate<String> handled;
        private final Deque<Mark> above = new ArrayDeque<>();
        private Path realFolder;

        Walk(Predicate<String> handled) {
            this.handled = handled;
        }

        Snapshot.Folder folder() {
            try {
                Mark mark = Mark.of(folder);
                if (!mark.isDirectory()) {
                    return new Snapshot.Folder.Gone("is not a directory");
                }
                realFolder = folder.toRealPath();
                list(folder, "", mark, trust.way(folder));
                return new Snapshot.Folder.Present(mark.device(), mark.inode(), events.epoch());
            } catch (NoSuchFileException e) {
                return new Snapshot.Folder.Gone("does not exist");
            } catch (IOException e) {
                return new Snapshot.Folder.Gone("cannot be read: " + Words.of(e));
            }
        }

        private void list(Path directory, String prefix, Mark mark, Optional<String> refusal) throws IOException {
            directories.put(directory, mark);
            events.watch(directory, mark);
            above.push(mark);
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
                for (Path entry : entries) {
                    entry(entry, prefix, refusal);
                }
            } catch (DirectoryIteratorException e) {
                throw e.getCause();
            } finally {
                above.pop();
            }
        }

        private void entry(Path entry, String prefix, Optional<String> refusal) {
            String name = entry.getFileName().toString();
            if (name.startsWith(".")) {
                return;
            }
            if (name.chars().anyMatch(Character::isISOControl)) {
                troubles.put(prefix + Words.shown(name), UNPRINTABLE);
                return;
            }
            if (!isSpeakable(entry, name)) {
                troubles.put(prefix + name, UNSPEAKABLE);
                return;
            }
            try {
                Found found = find(entry, refusal);
                if (found.mark().isDirectory()) {
                    directory(entry, prefix + name, found);
                } else if (handled.test(name)) {
                    files.put(prefix + name, seen(entry, found));
                }
            } catch (NoSuchFileException e) {
                // Gone since the directory was read.
            } catch (IOException e) {
                troubles.put(prefix + name, entry + ": " + Words.of(e));
            }
        }

        /** Whether the name leads to the file again. */
        private boolean isSpeakable(Path entry, String name) {
            try {
                return entry.resolveSibling(name).equals(entry);
            } catch (InvalidPathException e) {
                return false;
            }
        }

        private void directory(Path entry, String name, Found found) {
            if (found.real().equals(state) || above.stream().anyMatch(found.mark()::isSameObject)) {
                return;
            }
            if (found.refusal().isPresent() && !found.real().startsWith(realFolder)) {
                troubles.put(name, found.refusal().get());
                return;
            }
            try {
                Optional<String> refusal = found.refusal().or(() -> trust.directory(found.real(), found.mark()));
                list(entry, name + "/", found.mark(), refusal);
            } catch (NoSuchFileException e) {
                // Gone since its parent was read.
            } catch (IOException e) {
                troubles.put(name, entry + ": cannot be read: " + Words.of(e));
            }
        }

        Found find(Path entry, Optional<String> refusal) throws IOException {
            Mark mark = Mark.of(entry, LinkOption.NOFOLLOW_LINKS);
            return mark.isLink() ? follow(entry, mark, refusal) : new Found(entry, mark, refusal);
        }

        private Found follow(Path link, Mark itself, Optional<String> refusal) throws IOException {
            try {
                Path real = link.toRealPath();
                Optional<String> all =
                        refusal.or(() -> trust.link(link, real, realFolder)).or(() -> wayTo(real));
                return new Found(real, Mark.of(real, LinkOption.NOFOLLOW_LINKS), all);
            } catch (IOException e) {
                return new Found(link, itself, Optional.of(link + ": is a symbolic link that leads nowhere"));
            }
        }

        /** The directories between the folder and the target of a link, other than that itself. */
        private Optional<String> wayTo(Path real) {
            try {
                Optional<String> refusal = Optional.empty();
                for (Path up = real.getParent(); refusal.isEmpty() && inside(up); up = up.getParent()) {
                    refusal = trust.directory(up, Mark.of(up, LinkOption.NOFOLLOW_LINKS));
                }
                return refusal;
            } catch (IOException e) {
                return Optional.of(real + ": " + Words.of(e));
            }
        }

        private boolean inside(Path path) {
            return path != null && path.startsWith(realFolder) && !path.equals(realFolder);
        }

        Seen seen(Path entry, Found found) {
            Optional<String> irregular =
                    found.mark().isRegular() ? Optional.empty() : Optional.of(entry + ": is not a regular file");
            return new Seen(
                    found.mark(), found.refusal().or(() -> irregular).or(() -> trust.file(found.real(), found.mark())));
        }
    }
}
