package twitcher.api.admin;

import static java.util.Objects.requireNonNull;

import java.util.List;
import twitcher.api.Watch;

/**
 * What a candidate would make of a file of the watched folder.
 *
 * @param file the file, relative to the folder
 * @param proof what the loader would say; unless it is without problems, nothing would change
 * @param before the watches that run from the file now
 * @param after those that it would have
 * @param held whether the folder's watches are held at the moment
 * @param effects for what declares no watches: what would be done, in words
 */
public record Replacement(
        String file, Proof proof, List<Watch> before, List<Watch> after, boolean held, List<String> effects) {
    public Replacement {
        requireNonNull(file, "file");
        requireNonNull(proof, "proof");
        before = List.copyOf(before);
        after = List.copyOf(after);
        effects = List.copyOf(effects);
    }
}
