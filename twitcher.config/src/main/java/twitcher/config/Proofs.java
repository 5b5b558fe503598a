package twitcher.config;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import twitcher.api.admin.Candidate;
import twitcher.api.admin.Proof;
import twitcher.api.admin.Proofreader;
import twitcher.api.admin.Replacement;
import twitcher.api.settings.Location;
import twitcher.api.settings.Problem;

/**
 * What the gate would say of files that it is only shown. Who could have written one is asked before anything in it is
 * interpreted.
 */
final class Proofs implements Proofreader {
    /** The name of text that has none. */
    private static final String NAMELESS = "-";

    private final Path folder;
    private final Trust trust;
    private final Function<String, Optional<String>> refused;
    private final Shown configs;
    private final Shown configurations;
    private final Shown bundles;

    /** Files of one kind that are only shown. */
    interface Shown {
        /** What the loader would say. */
        Proof read(Candidate candidate, String ending);

        /** What would change if it were {@code file}. */
        Replacement replace(String file, Candidate candidate);
    }

    /** {@code refused} is why a file of the folder itself may not be loaded as it is now. */
    Proofs(
            Path folder,
            Trust trust,
            Function<String, Optional<String>> refused,
            Shown configs,
            Shown configurations,
            Shown bundles) {
        this.folder = folder;
        this.trust = trust;
        this.refused = refused;
        this.configs = configs;
        this.configurations = configurations;
        this.bundles = bundles;
    }

    /** A file that is refused for this reason. */
    static Proof refused(Candidate candidate, String kind, String why) {
        Problem problem = new Problem(new Location(escaped(candidate.name()), 0, 0), why);
        return Proof.of(candidate.name(), kind, List.of(problem), List.of(), 0);
    }

    private static String escaped(String name) {
        return name.chars().anyMatch(Character::isISOControl) ? Words.shown(name) : name;
    }

    /** Nothing would change. */
    static Replacement nothing(String file, Proof proof) {
        return new Replacement(file, proof, List.of(), List.of(), false, List.of());
    }

    @Override
    public Proof read(Candidate candidate) {
        String ending = ending(candidate);
        return refusal(candidate)
                .map(why -> refused(candidate, ending, "not loaded: " + why))
                .orElseGet(() -> shown(ending).read(candidate, ending));
    }

    @Override
    public Replacement replace(String file, Candidate candidate) {
        checkName(file);
        String ending = Handlers.ending(file);
        return refusal(candidate)
                .map(why -> nothing(file, refused(candidate, ending, "not loaded: " + why)))
                .orElseGet(() -> shown(ending).replace(file, candidate));
    }

    @Override
    public Optional<String> place(Path path) {
        try {
            Path real = folder.toRealPath();
            return path.startsWith(real) && !path.equals(real)
                    ? Optional.of(real.relativize(path).toString())
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Shown shown(String ending) {
        return switch (ending) {
            case "cfg" -> configurations;
            case "jar" -> bundles;
            default -> configs;
        };
    }

    private Optional<String> refusal(Candidate candidate) {
        String name = candidate.name().substring(candidate.name().lastIndexOf('/') + 1);
        if (name.chars().anyMatch(Character::isISOControl)) {
            return Optional.of(Tree.UNPRINTABLE);
        }
        return candidate.trust() == Candidate.Trust.VOUCHED
                ? Optional.empty()
                : trust.told(candidate.text())
                        .or(() -> candidate.path().flatMap(this::place).flatMap(refused));
    }

    /** Text without a name is JSON if it begins like that, else Python. */
    private static String ending(Candidate candidate) {
        if (!candidate.name().equals(NAMELESS)) {
            return Handlers.ending(candidate.name());
        }
        String text = candidate.text().bytes().text().stripLeading();
        return Stream.of("{", "//", "/*").anyMatch(text::startsWith) ? "json" : "twc";
    }

    private static void checkName(String file) {
        boolean sound = !file.isEmpty() && file.chars().noneMatch(Character::isISOControl) && isInside(file);
        if (!sound) {
            throw new IllegalArgumentException(
                    "--as: must be the name of a file, relative to the watched folder, no part"
                            + " of which begins with '.', was '" + file + "'");
        }
    }

    private static boolean isInside(String file) {
        try {
            Path path = Path.of(file);
            return !path.isAbsolute()
                    && path.toString().equals(file)
                    && Stream.of(file.split("/")).noneMatch(part -> part.startsWith("."));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
