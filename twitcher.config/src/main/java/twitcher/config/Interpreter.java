package twitcher.config;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import twitcher.api.Payload;
import twitcher.api.config.ConfigSource;
import twitcher.api.config.Declarations;
import twitcher.api.settings.Location;
import twitcher.api.settings.Problem;
import twitcher.api.settings.WatchSettings;
import twitcher.api.settings.WatchSettings.Drafts;
import twitcher.config.ConfigFile.Attempt;
import twitcher.config.Known.Questions;
import twitcher.config.Languages.Language;

/**
 * Reads a config file once, and has its language say what it means. On the language's thread, so that there is one text
 * in memory at a time; what it calls may hang and may throw.
 */
final class Interpreter {
    private static final int MOST_BYTES = 16 << 20;

    private final ReadOnce reader;
    private final Known known;

    Interpreter(ReadOnce reader, Known known) {
        this.reader = reader;
        this.known = known;
    }

    /** What came of an attempt to read a file. */
    sealed interface Result {
        /** It says this. */
        record Said(String sha256, Reading reading) implements Result {}

        /** It says what it said. */
        record Same() implements Result {}

        /** It is not as it was seen any more. */
        record Moved() implements Result {}

        /** It cannot be read. */
        record Unreadable(String why) implements Result {}
    }

    /** What a language and the check of its declarations found. */
    record Reading(Declarations declarations, Drafts drafts, Questions questions) {
        /** Everything that is wrong, in the order of {@code file}. */
        List<Problem> problems(String file) {
            return Stream.concat(declarations.problems().stream(), drafts.problems().stream())
                    .sorted(Comparator.comparing(Problem::at))
                    .map(problem -> problem.at().equals(Location.NONE)
                            ? new Problem(new Location(file, 0, 0), problem.message())
                            : problem)
                    .toList();
        }
    }

    /** Reads {@code file} and its modules, unless its text has the fingerprint {@code same}. */
    Result read(String file, Attempt attempt, Optional<String> same, Map<String, Seen> modules) {
        ReadOnce.Text text = reader.text(file, attempt.seen(), MOST_BYTES);
        if (text.result() instanceof ReadOnce.Result.Unreadable unreadable) {
            return new Result.Unreadable(unreadable.why());
        }
        if (text.result() instanceof ReadOnce.Result.Read read) {
            return same.equals(Optional.of(read.sha256()))
                    ? new Result.Same()
                    : read(file, attempt.language(), new Whole(read.sha256(), text.bytes()), modules);
        }
        return new Result.Moved();
    }

    /** Checks declarations against the settings, and those of actions against the types that are there now. */
    Reading check(Declarations declarations) {
        Questions questions = known.questions();
        return new Reading(declarations, WatchSettings.check(declarations.watches(), questions), questions);
    }

    /** What {@code source} says, which was read by somebody else. */
    Reading read(Language language, ConfigSource source) {
        return check(said(language, source));
    }

    /** By its class loader the thread is known as that of the language's bundle, should it not return. */
    private static Declarations said(Language language, ConfigSource source) {
        Thread thread = Thread.currentThread();
        thread.setContextClassLoader(language.service().getClass().getClassLoader());
        try {
            return language.service().read(source);
        } finally {
            thread.setContextClassLoader(null);
        }
    }

    /** The texts of the modules beside {@code file}, or why there are none. */
    Modules.Texts texts(String file, Map<String, Seen> modules) {
        Map<String, Payload> texts = new HashMap<>();
        for (Map.Entry<String, Seen> module : modules.entrySet()) {
            ReadOnce.Text part = reader.text(module.getKey(), module.getValue(), MOST_BYTES);
            if (part.result() instanceof ReadOnce.Result.Unreadable unreadable) {
                return new Modules.Texts(
                        Map.of(), Optional.of(new Result.Unreadable(module.getKey() + " " + unreadable.why())));
            } else if (part.result() instanceof ReadOnce.Result.Moved) {
                return new Modules.Texts(Map.of(), Optional.of(new Result.Moved()));
            }
            String name = module.getKey().substring(Modules.folder(file).length());
            texts.put(name, Payload.copyOf(part.bytes()));
        }
        return new Modules.Texts(texts, Optional.empty());
    }

    /** A text and its fingerprint. */
    private record Whole(String sha256, byte[] bytes) {}

    private Result read(String file, Language language, Whole text, Map<String, Seen> modules) {
        Modules.Texts texts = texts(file, modules);
        if (texts.failure().isPresent()) {
            return texts.failure().get();
        }
        Path folder = reader.path(file).getParent();
        ConfigSource source = new ConfigSource(file, folder, Payload.copyOf(text.bytes()), texts.byName());
        return new Result.Said(text.sha256(), read(language, source));
    }
}
