package twitcher.config;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import twitcher.api.Payload;
import twitcher.api.Watch;
import twitcher.api.config.ConfigSource;
import twitcher.api.config.Declarations;
import twitcher.api.settings.Location;
import twitcher.api.settings.WatchSettings;
import twitcher.api.settings.WatchSettings.Drafts;
import twitcher.config.ConfigFile.Source;
import twitcher.config.Foreign.End;
import twitcher.config.Known.Questions;
import twitcher.config.Languages.Language;

/**
 * The config files: has each read by its language, checks and names its watches, and publishes them. What is wrong with
 * a file is told all at once, and what it said before stays published until it is mended.
 */
final class Readings implements Handler, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Readings.class);
    private static final int MOST_BYTES = 16 << 20;

    private final Tools tools;
    private final Languages languages;
    private final Known known;
    private final Shelf shelf;
    private final Map<String, ConfigFile> configs = new HashMap<>();
    private final Map<String, LanguageQueue> queues = new HashMap<>();
    private boolean held;

    /**
     * Where readings go, and where the names in them come from.
     *
     * @param published the files that readings were published of, for the next life of this bundle
     */
    record Shelf(BundleContext context, NameStore names, Journal published) {}

    /** What came of reading and checking one file. */
    private record Reading(Declarations declarations, Drafts drafts, Questions questions) {}

    Readings(Tools tools, Languages languages, Known known, Shelf shelf) {
        this.tools = tools;
        this.languages = languages;
        this.known = known;
        this.shelf = shelf;
    }

    @Override
    public String kind(String file) {
        String ending = file.substring(file.lastIndexOf('.') + 1);
        return languages.find(ending).map(Language::name).orElse(ending);
    }

    /** Files that were deleted while this bundle was not there have their watches removed now. */
    @Override
    public void begin(Set<String> files) {
        shelf.names().keepOnly(files::contains);
        shelf.published().keys().stream().filter(file -> !files.contains(file)).forEach(file -> {
            ConfigFile gone = config(file);
            gone.publication().publish(List.of(), false);
            removed(file);
        });
    }

    private ConfigFile config(String file) {
        return configs.computeIfAbsent(file, f -> new ConfigFile(f, new Publication(shelf.context(), f)));
    }

    @Override
    public void changed(String file, Seen seen) {
        ConfigFile config = config(file);
        config.want(Optional.of(seen));
        enqueue(config);
    }

    @Override
    public void refused(String file, String why) {
        Optional.ofNullable(configs.get(file)).ifPresent(this::stop);
        tools.statuses().error(file, kind(file), List.of(file + ": not loaded: " + why));
    }

    @Override
    public void removed(String file) {
        Optional.ofNullable(configs.remove(file)).ifPresent(config -> {
            stop(config);
            int watches = config.publication().watches().size();
            config.publication().withdraw();
            LOG.info("{}: removed, with {}", file, Words.count(watches, "watch", "watches"));
        });
        shelf.names().put(file, List.of());
        shelf.published().remove(file);
        tools.statuses().remove(file);
    }

    @Override
    public boolean isBusy() {
        return !held && queues.values().stream().anyMatch(LanguageQueue::isBusy);
    }

    /** Another language is used for this ending from now on, or none. */
    void languageChanged(String ending) {
        configs.values().stream()
                .filter(config -> config.ending().equals(ending))
                .filter(config -> config.wanted().isPresent())
                .forEach(this::enqueue);
    }

    /** An action type is there, or another one than before. */
    void actionTypeArrived(String name) {
        checkAgain(configs.values().stream().filter(c -> c.names(name)).toList());
    }

    /** The accounts of this machine can be asked. */
    void accountsArrived() {
        checkAgain(configs.values().stream().filter(ConfigFile::isOpen).toList());
    }

    /** Holds all watches as they are, or releases them. */
    void hold(boolean hold) {
        held = hold;
        configs.values().forEach(config -> config.publication().hold(hold));
        queues.values().forEach(LanguageQueue::pump);
    }

    @Override
    public void close() {
        queues.values().forEach(LanguageQueue::close);
        configs.values().forEach(config -> config.publication().vanish());
    }

    private void stop(ConfigFile config) {
        config.want(Optional.empty());
        config.forget();
        queue(config).remove(config);
    }

    private void checkAgain(List<ConfigFile> affected) {
        for (ConfigFile config : affected) {
            config.checkAgain();
            if (config.wanted().isPresent()) {
                enqueue(config);
            }
        }
    }

    private void enqueue(ConfigFile config) {
        LanguageQueue queue = queue(config);
        queue.add(config);
        queue.pump();
    }

    private LanguageQueue queue(ConfigFile config) {
        return queues.computeIfAbsent(config.ending(), ending -> new LanguageQueue(ending, tools.owner(), this::start));
    }

    private boolean start(ConfigFile config) {
        if (held) {
            return false;
        }
        Optional<Language> language = languages.find(config.ending());
        if (language.isEmpty()) {
            config.forget();
            tools.statuses().waiting(config.file(), config.ending(), "a language for ." + config.ending() + " files");
        } else {
            config.open()
                    .ifPresentOrElse(
                            open -> check(config, open),
                            () -> read(config, config.wanted().orElseThrow(), language.get()));
        }
        return true;
    }

    private void check(ConfigFile config, ConfigFile.Open open) {
        call(config, open.source(), () -> check(open.declarations()));
    }

    private void read(ConfigFile config, Seen seen, Language language) {
        ReadOnce.Text text = tools.reader().text(config.file(), seen, MOST_BYTES);
        if (text.result() instanceof ReadOnce.Result.Read read) {
            Source source = new Source(seen, read.sha256(), language);
            if (!config.isRead(source) || !tools.statuses().isActive(config.file())) {
                ConfigSource from = new ConfigSource(config.file(), folder(config), Payload.copyOf(text.bytes()));
                call(config, source, () -> check(language.service().read(from)));
            }
        } else if (text.result() instanceof ReadOnce.Result.Unreadable unreadable) {
            config.forget();
            error(config, List.of(config.file() + ": " + unreadable.why()));
            tools.agenda().later(config.file());
        } else {
            tools.agenda().soon(config.file());
        }
    }

    private Path folder(ConfigFile config) {
        return tools.reader().path(config.file()).getParent();
    }

    private void call(ConfigFile config, Source source, Callable<Reading> work) {
        config.begin(source);
        queue(config).call(work, tools.limits().get().language(), end -> ended(config, source, end));
    }

    /** On the language's thread: it calls action types. */
    private Reading check(Declarations declarations) {
        Questions questions = known.questions();
        return new Reading(declarations, WatchSettings.check(declarations.watches(), questions), questions);
    }

    private void ended(ConfigFile config, Source source, End<Reading> end) {
        if (!config.isCurrent(source, languages.find(config.ending()))) {
            return;
        }
        String language = source.language().name();
        if (end instanceof End.Returned<Reading> returned) {
            conclude(config, returned.value());
        } else if (end instanceof End.Threw<Reading> threw) {
            LOG.debug("{}: the language {} failed", config.file(), language, threw.failure());
            error(config, List.of(config.file() + ": the language " + language + " failed: " + threw.failure()));
        } else {
            String limit = tools.limits().get().language().toSeconds() + " s";
            error(
                    config,
                    List.of(config.file() + ": the language " + language + " has not read it within " + limit
                            + "; its thread is abandoned, other files go on"));
        }
    }

    private void conclude(ConfigFile config, Reading reading) {
        config.checked(reading.questions(), reading.declarations());
        List<String> problems = Stream.concat(
                        reading.declarations().problems().stream(), reading.drafts().problems().stream())
                .map(problem ->
                        problem.at().equals(Location.NONE) ? config.file() + ": " + problem : problem.toString())
                .toList();
        if (problems.isEmpty()) {
            publish(config, config.name(reading.drafts().drafts(), shelf.names()));
        } else {
            error(config, problems);
        }
    }

    private void publish(ConfigFile config, List<Watch> watches) {
        LOG.info("{}: {}", config.file(), config.difference(watches));
        shelf.published().put(config.file(), "published");
        config.publication().publish(watches, held);
        tools.statuses().active(config.file(), kind(config.file()), watches.size());
    }

    private void error(ConfigFile config, List<String> problems) {
        tools.statuses().error(config.file(), kind(config.file()), problems);
    }
}
