package twitcher.config;

import java.util.HashSet;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import twitcher.api.config.ConfigLanguage;

/** The configuration languages that are there, by the ending of their files. On the gate's thread. */
final class Languages {
    private final NavigableMap<Offer, Language> present = new TreeMap<>();
    /** Files with the daemon's own endings are configs even while their language is not there: they wait for it. */
    private final Set<String> endings = new HashSet<>(Set.of("twc", "json"));

    private final Set<String> moduleEndings = new HashSet<>(Set.of("py"));

    /**
     * A language.
     *
     * @param offer the ending that it is for
     * @param modules the ending of modules beside its files; empty: there are none
     * @param atOnce how many files it may be given to read at once
     */
    record Language(String name, Offer offer, Optional<String> modules, int atOnce, ConfigLanguage service) {}

    void add(Language language) {
        endings.add(language.offer().name());
        language.modules().ifPresent(moduleEndings::add);
        present.put(language.offer(), language);
    }

    /** Whether that was the language of its files. */
    boolean remove(Offer offer) {
        boolean used = find(offer.name()).filter(l -> l.offer().equals(offer)).isPresent();
        present.remove(offer);
        return used;
    }

    /** The language of files with this ending. */
    Optional<Language> find(String ending) {
        return present.values().stream()
                .filter(language -> language.offer().name().equals(ending))
                .findFirst();
    }

    /** Whether it is the ending of configs: one of the daemon's own, or of a language that was ever there. */
    boolean isConfig(String ending) {
        return endings.contains(ending);
    }

    /** Whether it is the ending of modules: one of the daemon's own, or of a language that was ever there. */
    boolean isModule(String ending) {
        return moduleEndings.contains(ending);
    }
}
