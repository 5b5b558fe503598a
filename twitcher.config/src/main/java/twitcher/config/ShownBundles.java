package twitcher.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import twitcher.api.admin.Candidate;
import twitcher.api.admin.Proof;
import twitcher.api.admin.Replacement;

/**
 * Bundles that are only shown. Whether one resolves and starts is known only when it is installed, which is not done
 * here.
 */
final class ShownBundles implements Proofs.Shown {
    private final BundleWork work;
    private final Path copies;

    /** {@code copies} is a directory for temporary copies. */
    ShownBundles(BundleWork work, Path copies) {
        this.work = work;
        this.copies = copies;
    }

    @Override
    public Proof read(Candidate candidate, String ending) {
        return copied(candidate, fileName(candidate.name())).proof();
    }

    @Override
    public Replacement replace(String file, Candidate candidate) {
        Look look = copied(candidate, file);
        if (look.name().isEmpty()) {
            return Proofs.nothing(file, look.proof());
        }
        String effect = work.isInstalled(file)
                ? "the bundle " + work.name(file) + ": is updated to "
                        + look.name().get()
                : "the bundle " + look.name().get() + ": is installed and started";
        return new Replacement(file, look.proof(), List.of(), List.of(), false, List.of(effect));
    }

    /** What a look found; no name unless all is well. */
    private record Look(Proof proof, Optional<String> name) {}

    private Look copied(Candidate candidate, String file) {
        try {
            Path copy = Files.createTempFile(copies, "shown", ".jar");
            try {
                Files.write(copy, candidate.text().bytes().toByteArray());
                return look(candidate, file, copy);
            } finally {
                Files.delete(copy);
            }
        } catch (IOException e) {
            return refused(candidate, "cannot be copied to " + copies + ": " + Words.of(e));
        }
    }

    private Look look(Candidate candidate, String file, Path copy) throws IOException {
        Optional<String> problem = JarFiles.problem(copy);
        if (problem.isPresent()) {
            return refused(candidate, problem.get());
        }
        String name = JarFiles.name(copy);
        return work.twin(file, name)
                .map(twin -> refused(candidate, "is a bundle that is installed already: " + name + ", from " + twin))
                .orElseGet(() ->
                        new Look(Proof.of(candidate.name(), Bundles.KIND, List.of(), List.of(), 0), Optional.of(name)));
    }

    private static Look refused(Candidate candidate, String why) {
        return new Look(Proofs.refused(candidate, Bundles.KIND, why), Optional.empty());
    }

    private static String fileName(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }
}
