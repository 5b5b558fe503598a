package twitcher.api.admin;

import java.nio.file.Path;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Reads candidates as files of the watched folder are read, and changes nothing. Any thread; waits for languages, each
 * time as long as one may take at most.
 */
@ProviderType
public interface Proofreader {
    /** What the loader would say of it. */
    Proof read(Candidate candidate);

    /**
     * What would change if it were {@code file} of the watched folder, with the modules that are beside that.
     *
     * @throws IllegalArgumentException if there can be no file of that name, with words for the operator
     */
    Replacement replace(String file, Candidate candidate);

    /** The name of a file by its place in the watched folder; empty: it is not in there. */
    Optional<String> place(Path path);
}
