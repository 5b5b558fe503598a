package twitcher.api.admin;

import java.time.Instant;
import java.util.List;

/**
 * A file of the watched folder.
 *
 * @param file its name relative to the folder
 * @param kind what handles it: a language's name, {@code bundle} or {@code configuration}
 * @param state what became of it
 * @param problems what is wrong with it, each with its place
 * @param watches how many watches run from it
 * @param since since when it is in this state
 */
public record FileStatus(String file, String kind, State state, List<String> problems, int watches, Instant since) {
    /** What became of a file. */
    public enum State {
        /** In effect as it is. */
        ACTIVE,
        /** Not in effect as it is: {@code problems} says why. What ran from it before goes on. */
        ERROR,
        /** Waits for a language, until it is there and ready, or another bundle, named in {@code problems}. */
        WAITING,
        /** Just written, until it is quiet; or being read, or to be read after another, which {@code problems} names. */
        SETTLING
    }

    public FileStatus {
        problems = List.copyOf(problems);
    }
}
