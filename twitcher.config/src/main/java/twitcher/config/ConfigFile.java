package twitcher.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import twitcher.api.Watch;
import twitcher.api.config.Declarations;
import twitcher.api.settings.WatchSettings.Draft;
import twitcher.config.Known.Questions;
import twitcher.config.Languages.Language;
import twitcher.config.Names.Wanted;

/** What the gate knows of one config file. On its thread. */
final class ConfigFile {
    private final String file;
    private final Publication publication;
    private Optional<Seen> wanted = Optional.empty();
    private Optional<Source> source = Optional.empty();
    private Set<String> asked = Set.of();
    private Optional<Declarations> unanswered = Optional.empty();
    private Optional<Open> open = Optional.empty();

    /** Where a reading comes from: equal sources need not be read twice. */
    record Source(Seen seen, String sha256, Language language) {}

    /** A reading that is to be checked again. */
    record Open(Source source, Declarations declarations) {}

    ConfigFile(String file, Publication publication) {
        this.file = file;
        this.publication = publication;
    }

    String file() {
        return file;
    }

    String ending() {
        return file.substring(file.lastIndexOf('.') + 1);
    }

    Publication publication() {
        return publication;
    }

    /** As it is to be read; empty: it must not be. */
    Optional<Seen> wanted() {
        return wanted;
    }

    void want(Optional<Seen> seen) {
        wanted = seen;
    }

    /** From now on, only what comes from {@code next} counts. */
    void begin(Source next) {
        source = Optional.of(next);
    }

    /** Whether this is what was last begun, and still wanted by a language that is there. */
    boolean isCurrent(Source that, Optional<Language> language) {
        return wanted.isPresent() && source.equals(Optional.of(that)) && language.equals(Optional.of(that.language()));
    }

    /** Whether the last reading began with the same text and the same language. */
    boolean isRead(Source that) {
        return source.equals(Optional.of(that));
    }

    /** It has to be read again, whatever it says. */
    void forget() {
        source = Optional.empty();
        open = Optional.empty();
    }

    void checked(Questions questions, Declarations declarations) {
        asked = questions.actionTypes();
        unanswered = questions.isOpen() ? Optional.of(declarations) : Optional.empty();
        open = Optional.empty();
    }

    /** Whether something in the last reading could not be checked. */
    boolean isOpen() {
        return unanswered.isPresent();
    }

    /** More is known now than at the last check. */
    void checkAgain() {
        if (unanswered.isPresent() && source.isPresent()) {
            open = Optional.of(new Open(source.get(), unanswered.get()));
        } else {
            forget();
        }
    }

    /** What is to be checked again, if that needs no new reading. */
    Optional<Open> open() {
        return open.filter(o -> wanted.equals(Optional.of(o.source().seen())));
    }

    /** Whether the last check asked for this action type. */
    boolean names(String actionType) {
        return asked.contains(actionType);
    }

    /** The watches of {@code drafts} with their ids; the default names among them are in {@code store} from now on. */
    List<Watch> name(List<Draft> drafts, NameStore store) {
        List<Wanted> wanted = drafts.stream()
                .map(draft -> new Wanted(draft.description(), Contents.of(draft)))
                .toList();
        List<String> names = Names.give(file, store.of(file), wanted);
        store.put(file, Names.remember(wanted, names));
        List<Watch> watches = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            watches.add(drafts.get(i).named(file, names.get(i)));
        }
        return watches;
    }

    /** What differs between the published watches and {@code next}, for the log. */
    String difference(List<Watch> next) {
        Map<String, Watch> before =
                publication.watches().stream().collect(Collectors.toMap(Watch::id, Function.identity()));
        Set<String> gone = new HashSet<>(before.keySet());
        next.forEach(watch -> gone.remove(watch.id()));
        long added = next.stream().filter(w -> !before.containsKey(w.id())).count();
        long same = next.stream().filter(w -> w.equals(before.get(w.id()))).count();
        return Words.count(next.size(), "watch", "watches") + " (" + added + " added, " + (next.size() - added - same)
                + " changed, " + gone.size() + " removed)";
    }
}
