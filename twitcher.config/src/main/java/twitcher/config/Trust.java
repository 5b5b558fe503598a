package twitcher.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import twitcher.api.admin.Candidate;

/**
 * The rules by which a file may be loaded: it and every directory on the way to it belong to the daemon's user or to
 * root, and nobody else can write to them. Above the watched folder a sticky directory is safe, since in it nobody can
 * replace what belongs to another.
 *
 * <p>Answers are the rule and the path that break it, in words, or empty: trusted.
 */
final class Trust {
    private static final int ROOT = 0;
    private static final int MOST_LINKS = 40;
    private static final String REMEDY = ", or start the daemon with --insecure_config";
    private static final String REMEDY_OF_CANDIDATES = ", or vouch for it with --insecure_config";

    private final boolean enforced;
    private final int self;
    private final String remedy;

    private Trust(boolean enforced, int self, String remedy) {
        this.enforced = enforced;
        this.self = self;
        this.remedy = remedy;
    }

    /** The rules for a daemon whose user is {@code uid}. */
    static Trust ofUser(int uid) {
        return new Trust(true, uid, REMEDY);
    }

    /** No rules at all. */
    static Trust ofAnybody() {
        return new Trust(false, ROOT, REMEDY);
    }

    /** The same rules in the words for files that are only looked at. */
    Trust ofCandidates() {
        return new Trust(enforced, self, REMEDY_OF_CANDIDATES);
    }

    boolean isEnforced() {
        return enforced;
    }

    /** Whether a file may be loaded, as far as the file itself goes. */
    Optional<String> file(Path file, Mark mark) {
        return enforced ? owner(file, mark).or(() -> writers(file, mark)) : Optional.empty();
    }

    /** Whether files in a directory of the watched folder, or in that itself, may be loaded. */
    Optional<String> directory(Path directory, Mark mark) {
        return file(directory, mark);
    }

    /** Whether a symbolic link in the watched folder may be followed to {@code target}, its real path. */
    Optional<String> link(Path link, Path target, Path realFolder) {
        return !enforced || target.startsWith(realFolder)
                ? Optional.empty()
                : Optional.of(link + ": is a symbolic link out of the watched folder, to " + target
                        + "; put the file itself there" + remedy);
    }

    /** Whether the way from the root to {@code folder} is safe, that itself and every symbolic link on it included. */
    Optional<String> way(Path folder) throws IOException {
        return enforced ? new Way(folder).walk() : Optional.empty();
    }

    /**
     * Whether a file that somebody else opened may be loaded, by what he saw on the way to it. All directories count as
     * above the watched folder, for it is in none yet.
     */
    Optional<String> told(Candidate.Part part) {
        return !enforced
                ? Optional.empty()
                : part.way().stream().flatMap(step -> told(step).stream()).findFirst();
    }

    private Optional<String> told(Candidate.Step step) {
        Path path = Path.of(step.path());
        Mark mark = Mark.told(step.owner(), step.mode());
        if (mark.isLink()) {
            return owner(path, mark);
        }
        return mark.isDirectory() ? above(path, mark) : file(path, mark);
    }

    private Optional<String> above(Path directory, Mark mark) {
        return owner(directory, mark).or(() -> mark.isSticky() ? Optional.empty() : writers(directory, mark));
    }

    private Optional<String> owner(Path path, Mark mark) {
        if (mark.owner() == ROOT || mark.owner() == self) {
            return Optional.empty();
        }
        String expected = self == ROOT ? "root" : "uid " + self + " or root";
        return Optional.of(path + ": belongs to uid " + mark.owner() + ", must belong to " + expected + "; chown "
                + (self == ROOT ? "root" : self) + " it" + remedy);
    }

    private Optional<String> writers(Path path, Mark mark) {
        if (!mark.groupWrites() && !mark.othersWrite()) {
            return Optional.empty();
        }
        String who = mark.othersWrite() ? "others" : "its group";
        return Optional.of(String.format(
                "%s: can be written by %s (mode %04o); chmod go-w it%s", path, who, mark.mode() & 07777, remedy));
    }

    /** Goes along a path as the kernel does, one name after the other. */
    private final class Way {
        private final Deque<Path> names = new ArrayDeque<>();
        private Path at;
        private int links;

        Way(Path folder) {
            at = folder.getRoot();
            folder.forEach(names::add);
        }

        Optional<String> walk() throws IOException {
            Optional<String> refusal = step(at);
            while (refusal.isEmpty() && !names.isEmpty()) {
                String name = names.pop().toString();
                at = name.equals("..") ? parent() : at.resolve(name);
                refusal = step(at);
            }
            return refusal;
        }

        private Path parent() {
            return at.getParent() == null ? at : at.getParent();
        }

        private Optional<String> step(Path path) throws IOException {
            Mark mark = Mark.of(path, LinkOption.NOFOLLOW_LINKS);
            if (mark.isLink()) {
                return owner(path, mark).or(this::tooManyLinks).or(() -> follow(path));
            }
            return names.isEmpty() ? directory(path, mark) : above(path, mark);
        }

        private Optional<String> tooManyLinks() {
            return ++links > MOST_LINKS ? Optional.of(at + ": symbolic links in a circle") : Optional.empty();
        }

        private Optional<String> follow(Path link) {
            try {
                Path target = Files.readSymbolicLink(link);
                at = target.isAbsolute() ? target.getRoot() : parent();
                for (int i = target.getNameCount() - 1; i >= 0; i--) {
                    names.push(target.getName(i));
                }
                return Optional.empty();
            } catch (IOException e) {
                return Optional.of(link + ": cannot be followed: " + Words.of(e));
            }
        }
    }
}
