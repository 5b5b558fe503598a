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
    private long begun;
    private long concluded;
    private Optional<Source> source = Optional.empty();
    private Set<String> asked = Set.of();
    private Optional<Declarations> unanswered = Optional.empty();

    /** One attempt to read it. */
    record Attempt(Seen seen, Language language, long number) {}

    /** What was read last: the same text in the same language says the same. */
    record Source(Seen seen, Language language, String sha256) {}

    ConfigFile(String file, Publication publication) {
        this.file = file;
        this.publication = publication;
    }

    String file() {
        return file;
    }

    String ending() {
        return Handlers.ending(file);
    }

    Publication publication() {
        return publication;
    }

    /** As it is to be read; empty: it must not be. */
    Optional<Seen> wanted() {
        return wanted;
    }

    /** From now on it is to be read as {@code seen}. */
    void want(Seen seen) {
        wanted = Optional.of(seen);
    }

    /** From now on it must not be read. */
    void unwant() {
        wanted = Optional.empty();
        drop();
    }

    /** What was begun does not count any more. */
    void drop() {
        concluded = begun;
    }

    /** Begins to read it as it is wanted. */
    Attempt begin(Language language) {
        return new Attempt(wanted.orElseThrow(), language, ++begun);
    }

    /** Whether nothing that was begun later has ended. */
    boolean isNews(Attempt attempt) {
        return attempt.number() > concluded;
    }

    /** An attempt has ended; those before it do not count any more. */
    void conclude(Attempt attempt) {
        concluded = attempt.number();
    }

    /** The fingerprint that a text must have for an attempt to be superfluous. */
    Optional<String> sameAs(Attempt next) {
        return source.filter(s -> s.seen().equals(next.seen()) && s.language().equals(next.language()))
                .map(Source::sha256);
    }

    void read(Attempt from, String sha256) {
        source = Optional.of(new Source(from.seen(), from.language(), sha256));
    }

    /** It has to be read again, whatever it says. */
    void forget() {
        source = Optional.empty();
    }

    void checked(Questions questions, Declarations declarations) {
        asked = questions.actionTypes();
        unanswered = questions.isOpen() ? Optional.of(declarations) : Optional.empty();
    }

    /** Whether the last check asked for this action type. */
    boolean names(String actionType) {
        return asked.contains(actionType);
    }

    /** Whether something in the last reading could not be checked. */
    boolean isOpen() {
        return unanswered.isPresent();
    }

    /** The last reading, if it can be checked again as it is: something in it could not be, and it is still wanted. */
    Optional<Declarations> again() {
        return source.filter(s -> wanted.equals(Optional.of(s.seen()))).flatMap(s -> unanswered);
    }

    /** The watches of {@code drafts} with their ids; the default names among them are in {@code store} from now on. */
    List<Watch> name(List<Draft> drafts, NameStore store) {
        List<Wanted> watches = Wanted.of(drafts);
        List<String> names = Names.give(file, store.of(file), watches);
        store.put(file, Names.remember(watches, names));
        return named(file, drafts, names);
    }

    /** The watches of {@code drafts} with the ids that they would have, after {@code before}. */
    static List<Watch> wouldBe(String file, List<Draft> drafts, List<Names.Named> before) {
        return named(file, drafts, Names.give(file, before, Wanted.of(drafts)));
    }

    private static List<Watch> named(String file, List<Draft> drafts, List<String> names) {
        List<Watch> named = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            named.add(drafts.get(i).named(file, names.get(i)));
        }
        return named;
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
