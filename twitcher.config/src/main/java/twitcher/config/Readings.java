package twitcher.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import twitcher.api.Watch;
import twitcher.api.config.Declarations;
import twitcher.api.config.NotReady;
import twitcher.api.settings.Problem;
import twitcher.config.ConfigFile.Attempt;
import twitcher.config.Foreign.End;
import twitcher.config.Interpreter.Reading;
import twitcher.config.Interpreter.Result;
import twitcher.config.Languages.Language;

/**
 * The config files: has each read by its language, checks and names its watches, and publishes them. What is wrong with
 * a file is told all at once, and what it said before stays published until it is mended.
 */
final class Readings implements Handler, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("twitcher.config");

    private final Tools tools;
    private final Languages languages;
    private final Interpreter interpreter;
    private final Shelf shelf;
    private final Map<String, ConfigFile> configs = new HashMap<>();
    private final Map<String, Line> lines = new HashMap<>();
    private final Modules modules;
    private boolean held;

    /**
     * Where readings go, and where the names in them come from.
     *
     * @param published the files that readings were published of, for the next life of this bundle
     */
    record Shelf(BundleContext context, NameStore names, Journal published) {}

    Readings(Tools tools, Languages languages, Known known, Shelf shelf) {
        this.tools = tools;
        this.languages = languages;
        this.interpreter = new Interpreter(tools.reader(), known);
        this.shelf = shelf;
        this.modules = new Modules(tools.statuses(), this::moduleChanged);
    }

    @Override
    public String kind(String file) {
        String ending = Handlers.ending(file);
        return languages.find(ending).map(Language::name).orElse(ending);
    }

    /** Files that were deleted while this bundle was not there have their watches removed now. */
    @Override
    public void begin(Set<String> files) {
        shelf.names().keepOnly(files::contains);
        shelf.published().keys().stream().filter(file -> !files.contains(file)).forEach(file -> {
            config(file);
            removed(file);
        });
    }

    private ConfigFile config(String file) {
        return configs.computeIfAbsent(file, f -> new ConfigFile(f, new Publication(shelf.context(), f)));
    }

    @Override
    public void changed(String file, Seen seen) {
        ConfigFile config = config(file);
        config.want(seen);
        read(config);
    }

    @Override
    public void refused(String file, String why) {
        Optional.ofNullable(configs.get(file)).ifPresent(ConfigFile::unwant);
        tools.statuses().error(file, kind(file), List.of(file + ": not loaded: " + why));
    }

    @Override
    public void removed(String file) {
        Optional.ofNullable(configs.remove(file)).ifPresent(config -> {
            config.unwant();
            int watches = config.publication().watches().size();
            LOG.info("{}: removed, with {}", file, Words.count(watches, "watch", "watches"));
            if (shelf.published().get(file).isPresent()) {
                config.publication().withdraw();
            }
        });
        shelf.names().put(file, List.of());
        shelf.published().remove(file);
        tools.statuses().remove(file);
    }

    @Override
    public boolean isBusy() {
        return lines.values().stream().anyMatch(Line::isBusy);
    }

    /** Another language is used for this ending from now on, or none. */
    void languageChanged(String ending) {
        configs.values().stream()
                .filter(config -> config.ending().equals(ending))
                .filter(config -> config.wanted().isPresent())
                .forEach(this::read);
    }

    /** The language that was used for this ending is gone: what it is reading for nothing holds up no other any longer. */
    void languageWent(String ending) {
        Optional.ofNullable(lines.get(ending)).ifPresent(Line::hurry);
        languageChanged(ending);
    }

    /** What reads and checks them. */
    Interpreter interpreter() {
        return interpreter;
    }

    /** Modules beside configs. */
    Handler modules() {
        return modules;
    }

    /** Its importers are read again; which they are, only their language knows. */
    private void moduleChanged(String module) {
        Optional<String> ending = Optional.of(Handlers.ending(module));
        configs.values().stream()
                .filter(config -> module.startsWith(Modules.folder(config.file())))
                .filter(config -> languages
                        .find(config.ending())
                        .flatMap(Language::modules)
                        .equals(ending))
                .filter(config -> config.wanted().isPresent())
                .forEach(config -> {
                    config.forget();
                    read(config);
                });
    }

    /** The modules that {@code file} may import, if it is one of {@code language}. */
    Map<String, Seen> beside(String file, Language language) {
        return language.modules().map(ending -> modules.beside(file, ending)).orElse(Map.of());
    }

    /** What would run from {@code file} if it were read like this; nothing is kept of it. */
    Outlook outlook(String file, Reading reading) {
        List<Watch> before = Optional.ofNullable(configs.get(file))
                .map(config -> config.publication().watches())
                .orElse(List.of());
        return new Outlook(
                before,
                ConfigFile.wouldBe(
                        file, reading.drafts().drafts(), shelf.names().of(file)),
                held);
    }

    /** The watches of a file, as they are and as they would be. */
    record Outlook(List<Watch> before, List<Watch> after, boolean held) {}

    /** An action type is there, or another one than before. */
    void actionTypeArrived(String name) {
        configs.values().stream().filter(config -> config.names(name)).forEach(this::checkAgain);
    }

    /** The accounts of this machine can be asked. */
    void accountsArrived() {
        configs.values().stream().filter(ConfigFile::isOpen).forEach(this::checkAgain);
    }

    /** Holds all watches as they are, or releases them. */
    void hold(boolean hold) {
        held = hold;
        configs.values().forEach(config -> config.publication().hold(hold));
    }

    @Override
    public void close() {
        lines.values().forEach(Line::close);
        configs.values().forEach(config -> config.publication().vanish());
    }

    private void checkAgain(ConfigFile config) {
        Optional<Language> language = languages.find(config.ending());
        Optional<Declarations> again = config.again();
        if (again.isPresent() && language.isPresent()) {
            Attempt attempt = config.begin(language.get());
            String sha256 = config.sameAs(attempt).orElse("");
            call(config, attempt, () -> new Result.Said(sha256, interpreter.check(again.get())));
        } else {
            config.forget();
            tools.agenda().soon(config.file());
        }
    }

    private void read(ConfigFile config) {
        Optional<Language> language = languages.find(config.ending());
        if (language.isEmpty()) {
            config.drop();
            tools.statuses().waiting(config.file(), config.ending(), "a language for ." + config.ending() + " files");
            return;
        }
        Attempt attempt = config.begin(language.get());
        Optional<String> same = tools.statuses().isActive(config.file()) ? config.sameAs(attempt) : Optional.empty();
        Map<String, Seen> beside = beside(config.file(), language.get());
        call(config, attempt, () -> interpreter.read(config.file(), attempt, same, beside));
    }

    private void call(ConfigFile config, Attempt attempt, Callable<Result> work) {
        long turn = tools.statuses().takesTurn(config.file(), attempt.language().name());
        lines.computeIfAbsent(config.ending(), ending -> new Line("twitcher-config-" + ending, tools.owner()))
                .call(work, tools.limits().get().language(), attempt.language().atOnce(), end -> {
                    ended(config, attempt, end);
                    tools.statuses().hadTurn(turn);
                });
    }

    private void ended(ConfigFile config, Attempt attempt, End<Result> end) {
        if (!config.isNews(attempt)) {
            return;
        }
        String language = attempt.language().name();
        if (end instanceof End.Returned<Result> returned) {
            config.conclude(attempt);
            conclude(config, attempt, returned.value());
        } else if (end instanceof End.Threw<Result> threw && threw.failure() instanceof NotReady unready) {
            config.conclude(attempt);
            tools.statuses().waitingInTrouble(config.file(), language, notReady(language, unready));
            tools.agenda().later(config.file());
        } else if (end instanceof End.Threw<Result> threw) {
            config.conclude(attempt);
            LOG.debug("{}: the language {} failed", config.file(), language, threw.failure());
            error(config, List.of(config.file() + ": the language " + language + " failed: " + threw.failure()));
        } else {
            long limit = tools.limits().get().language().toSeconds();
            error(
                    config,
                    List.of(config.file() + ": the language " + language + " has not read it within " + limit
                            + " s; its thread is abandoned, other files go on"));
        }
    }

    /** What a file waits for whose language is there, but cannot read. */
    static String notReady(String language, NotReady unready) {
        return "the language " + language + ", which is not ready: " + unready.getMessage();
    }

    private void conclude(ConfigFile config, Attempt attempt, Result result) {
        if (result instanceof Result.Said said) {
            config.read(attempt, said.sha256());
            conclude(config, said.reading());
        } else if (result instanceof Result.Unreadable unreadable) {
            error(config, List.of(config.file() + ": " + unreadable.why()));
            tools.agenda().later(config.file());
        } else if (result instanceof Result.Moved) {
            tools.agenda().soon(config.file());
        }
    }

    private void conclude(ConfigFile config, Reading reading) {
        config.checked(reading.questions(), reading.declarations());
        List<String> problems =
                reading.problems(config.file()).stream().map(Problem::toString).toList();
        if (problems.isEmpty()) {
            publish(config, config.name(reading.drafts().drafts(), shelf.names()));
        } else {
            error(config, problems);
        }
    }

    private void publish(ConfigFile config, List<Watch> watches) {
        if (!watches.equals(config.publication().watches()) || !tools.statuses().isActive(config.file())) {
            LOG.info("{}: {}", config.file(), config.difference(watches));
        }
        shelf.published().put(config.file(), "published");
        config.publication().publish(watches, held);
        tools.statuses().active(config.file(), kind(config.file()), watches.size());
    }

    private void error(ConfigFile config, List<String> problems) {
        tools.statuses().error(config.file(), kind(config.file()), problems);
    }
}
