package twitcher.api.admin;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import twitcher.api.Payload;

/**
 * A file that may go into the watched folder, as whoever asks about it has opened it: the daemon never opens a file for
 * somebody else.
 *
 * @param name as it was typed; messages begin with it, and its ending says what it is
 * @param path where it was read, absolute and without symbolic links but perhaps the last; empty: it is no file, but
 *     text that was typed or piped
 * @param text its bytes
 * @param modules what it may import from beside it, by name relative to its folder, with {@code /}
 * @param trust whether it matters who could have written it
 */
public record Candidate(String name, Optional<Path> path, Part text, Map<String, Part> modules, Trust trust) {
    /** Whether it matters who could have written a file. */
    public enum Trust {
        /** As for the files that the daemon loads. */
        AS_LOADED,
        /** Whoever asks vouches for it. */
        VOUCHED
    }

    /**
     * The bytes of a file.
     *
     * @param bytes all of them
     * @param way each directory and symbolic link on the way to it from the root, as the kernel goes, and at last itself;
     *     empty for what is no file
     */
    public record Part(Payload bytes, List<Step> way) {
        public Part {
            requireNonNull(bytes, "bytes");
            way = List.copyOf(way);
        }
    }

    /**
     * Something on the way to a file.
     *
     * @param path its absolute path
     * @param owner the uid that it belongs to
     * @param mode its type and permissions, as stat(2) has them
     */
    public record Step(String path, int owner, int mode) {
        public Step {
            requireNonNull(path, "path");
        }
    }

    public Candidate {
        requireNonNull(name, "name");
        requireNonNull(path, "path");
        requireNonNull(text, "text");
        requireNonNull(trust, "trust");
        modules = Map.copyOf(modules);
    }
}
