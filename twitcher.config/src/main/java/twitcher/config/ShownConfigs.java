package twitcher.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import twitcher.api.Payload;
import twitcher.api.admin.Candidate;
import twitcher.api.admin.Proof;
import twitcher.api.admin.Replacement;
import twitcher.api.config.ConfigSource;
import twitcher.api.settings.Location;
import twitcher.api.settings.Problem;
import twitcher.api.settings.WatchSettings.Draft;
import twitcher.config.Errands.Undone;
import twitcher.config.Interpreter.Reading;
import twitcher.config.Languages.Language;
import twitcher.config.Readings.Outlook;

/** Configs that are only shown: read by their language and checked like any, and then forgotten. */
final class ShownConfigs implements Proofs.Shown {
    private static final int NAMED = 3;

    private final Path folder;
    private final Trust trust;
    private final Errands errands;
    private final Interpreter interpreter;
    private final Languages languages;
    private final Readings readings;

    ShownConfigs(Path folder, Trust trust, Errands errands, Languages languages, Readings readings) {
        this.folder = folder;
        this.trust = trust;
        this.errands = errands;
        this.interpreter = readings.interpreter();
        this.languages = languages;
        this.readings = readings;
    }

    @Override
    public Proof read(Candidate candidate, String ending) {
        Optional<Language> language = errands.ask(() -> languages.find(ending));
        if (language.isEmpty()) {
            return errands.ask(() -> nobody(candidate, ending));
        }
        List<Problem> untrusted = new ArrayList<>();
        ConfigSource source = new ConfigSource(
                candidate.name(),
                candidate.path().map(Path::getParent).orElse(folder),
                candidate.text().bytes(),
                modules(candidate, untrusted));
        try {
            Reading reading = errands.call(() -> interpreter.read(language.get(), source));
            return proof(
                    source,
                    reading,
                    new Telling(candidate.name(), language.get().name(), untrusted));
        } catch (Undone e) {
            return Proofs.refused(candidate, language.get().name(), e.getMessage());
        }
    }

    @Override
    public Replacement replace(String file, Candidate candidate) {
        String ending = Handlers.ending(file);
        Optional<Language> language = errands.ask(() -> languages.find(ending));
        if (language.isEmpty()) {
            return Proofs.nothing(file, errands.ask(() -> nobody(candidate, ending)));
        }
        try {
            ConfigSource source = new ConfigSource(
                    file, folder.resolve(file).getParent(), candidate.text().bytes(), modulesOf(file, language.get()));
            Reading reading = errands.call(() -> interpreter.read(language.get(), source));
            Proof proof = proof(
                    source,
                    reading,
                    new Telling(candidate.name(), language.get().name(), List.of()));
            Outlook outlook = errands.ask(() -> readings.outlook(file, reading));
            boolean refused = proof.state() == Proof.State.ERROR;
            return new Replacement(
                    file, proof, outlook.before(), refused ? List.of() : outlook.after(), outlook.held(), List.of());
        } catch (Undone e) {
            return Proofs.nothing(file, Proofs.refused(candidate, language.get().name(), e.getMessage()));
        }
    }

    /** What is said of a file that no language is there for. On the gate's thread. */
    private Proof nobody(Candidate candidate, String ending) {
        if (languages.isModule(ending)) {
            return Proofs.refused(
                    candidate,
                    "module",
                    "is a module: name the config that imports it, modules beside it are read too");
        }
        List<String> waits = List.of("a language for ." + ending + " files");
        return Proof.of(candidate.name(), ending, List.of(), waits, 0);
    }

    /** What was sent along, as far as it is to be trusted. */
    private Map<String, Payload> modules(Candidate candidate, List<Problem> untrusted) {
        Map<String, Payload> modules = new HashMap<>();
        candidate
                .modules()
                .forEach((name, part) -> refusal(part, candidate.trust())
                        .ifPresentOrElse(
                                why -> untrusted.add(new Problem(new Location(name, 0, 0), "not loaded: " + why)),
                                () -> modules.put(name, part.bytes())));
        return modules;
    }

    private Optional<String> refusal(Candidate.Part part, Candidate.Trust wanted) {
        return wanted == Candidate.Trust.VOUCHED ? Optional.empty() : trust.told(part);
    }

    /** What is beside that file in the watched folder. */
    private Map<String, Payload> modulesOf(String file, Language language) throws Undone {
        Map<String, Seen> beside = errands.ask(() -> readings.beside(file, language));
        Modules.Texts texts = errands.call(() -> interpreter.texts(file, beside));
        if (texts.failure().isPresent()) {
            throw new Undone("the modules beside it are just being changed; try again");
        }
        return texts.byName();
    }

    /**
     * How it is told what a file says.
     *
     * @param name the file, as it was typed
     * @param kind its language
     * @param untrusted what is wrong with modules beside it
     */
    private record Telling(String name, String kind, List<Problem> untrusted) {
        /** Places are told by the name that was typed, whatever name the text was read under. */
        Problem named(Problem problem, String readAs) {
            Location at = problem.at();
            return at.file().equals(readAs)
                    ? new Problem(new Location(name, at.line(), at.column()), problem.message())
                    : problem;
        }
    }

    /** A module that was not loaded matters only if something is wrong: nobody says which are imported. */
    private static Proof proof(ConfigSource source, Reading reading, Telling as) {
        List<Problem> problems = reading.problems(source.file()).stream()
                .map(problem -> as.named(problem, source.file()))
                .toList();
        List<Problem> all = problems.isEmpty()
                ? problems
                : Stream.concat(problems.stream(), as.untrusted().stream()).toList();
        List<String> waits = reading.questions().missingTypes().stream()
                .sorted()
                .map(type -> missing(type, reading.drafts().drafts()))
                .toList();
        return Proof.of(
                as.name(),
                as.kind(),
                all,
                waits,
                reading.declarations().watches().size());
    }

    private static String missing(String type, List<Draft> drafts) {
        List<String> places = drafts.stream()
                .filter(draft -> draft.action().type().equals(type))
                .map(draft -> draft.description().orElseGet(() -> draft.at().toString()))
                .toList();
        String more = places.size() > NAMED ? " and " + (places.size() - NAMED) + " more" : "";
        return "action type " + type
                + places.stream()
                        .limit(NAMED)
                        .collect(Collectors.joining(", ", " (" + places.size() + ": ", more + ")"));
    }
}
