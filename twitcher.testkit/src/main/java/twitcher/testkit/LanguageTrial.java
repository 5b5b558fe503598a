package twitcher.testkit;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import twitcher.api.Payload;
import twitcher.api.Watch;
import twitcher.api.action.ActionType;
import twitcher.api.config.ConfigLanguage;
import twitcher.api.config.ConfigSource;
import twitcher.api.config.Declarations;
import twitcher.api.process.Accounts;
import twitcher.api.settings.Problem;
import twitcher.api.settings.WatchSettings;

/**
 * A configuration language under test: what it reads is checked as the daemon checks it.
 *
 * <pre>{@code
 * LanguageTrial trial = LanguageTrial.of(new YamlLanguage(), "yaml");
 * assertThat(trial.problems("watches: 5\n")).containsExactly("trial.yaml:1:10: watches: expected a list, ...");
 * assertThat(trial.watches("watches:\n- {znode: /a, action: date}\n")).hasSize(1);
 * }</pre>
 */
public final class LanguageTrial {
    private final ConfigLanguage language;
    private final String file;
    private final Map<String, ActionType<?>> types = new HashMap<>();

    private LanguageTrial(ConfigLanguage language, String file) {
        this.language = language;
        this.file = file;
    }

    /** A trial of {@code language}; files end with {@code extension}. */
    public static LanguageTrial of(ConfigLanguage language, String extension) {
        return new LanguageTrial(language, "trial." + extension);
    }

    /** Lets the texts use an action type; the settings of others are not checked. */
    public LanguageTrial with(String name, ActionType<?> type) {
        types.put(name, type);
        return this;
    }

    /** Everything that is wrong with {@code text}, in the words that the operator sees, by place. */
    public List<String> problems(String text) {
        Declarations declarations = read(text);
        return Stream.concat(declarations.problems().stream(), check(declarations).problems().stream())
                .sorted((a, b) -> a.at().compareTo(b.at()))
                .map(Problem::toString)
                .toList();
    }

    /**
     * The watches of {@code text}.
     *
     * @throws AssertionError if anything is wrong with it
     */
    public List<Watch> watches(String text) {
        List<String> problems = problems(text);
        if (!problems.isEmpty()) {
            throw new AssertionError(String.join("\n", problems));
        }
        List<WatchSettings.Draft> drafts = check(read(text)).drafts();
        return Stream.iterate(0, i -> i < drafts.size(), i -> i + 1)
                .map(i -> named(drafts.get(i), i + 1))
                .toList();
    }

    private Watch named(WatchSettings.Draft draft, int number) {
        return draft.named(file, draft.description().orElse(file + "-" + number));
    }

    private Declarations read(String text) {
        return language.read(new ConfigSource(file, Path.of("/"), Payload.ofText(text)));
    }

    private WatchSettings.Drafts check(Declarations declarations) {
        return WatchSettings.check(declarations.watches(), new WatchSettings.Resolver() {
            @Override
            public Optional<ActionType<?>> actionType(String name) {
                return Optional.ofNullable(types.get(name));
            }

            @Override
            public Optional<Accounts> accounts() {
                return Optional.empty();
            }
        });
    }
}
