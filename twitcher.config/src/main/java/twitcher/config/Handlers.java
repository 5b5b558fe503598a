package twitcher.config;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who handles which ending. At first only configurations are: they are in effect before the components start that they
 * are for. On the gate's thread.
 */
final class Handlers {
    private final Handler configurations;
    private final Handler bundles;
    private final Readings configs;
    private final Languages languages;
    private boolean open;

    Handlers(Handler configurations, Handler bundles, Readings configs, Languages languages) {
        this.configurations = configurations;
        this.bundles = bundles;
        this.configs = configs;
        this.languages = languages;
    }

    static String ending(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** From now on everything is handled. */
    void open() {
        open = true;
    }

    /** Whoever handles the file; empty: it is ignored quietly. */
    Optional<Handler> find(String file) {
        String ending = ending(file);
        if (ending.equals("cfg")) {
            return Optional.of(configurations);
        }
        if (!open) {
            return Optional.empty();
        }
        if (ending.equals("jar")) {
            return Optional.of(bundles);
        }
        if (languages.isModule(ending)) {
            return Optional.of(configs.modules());
        }
        return languages.isConfig(ending) ? Optional.of(configs) : Optional.empty();
    }

    /** Undoes what was done for files that are not among {@code files}, in an earlier life. */
    void begin(Set<String> files) {
        all().forEach(handler -> handler.begin(files));
    }

    /** Holds all watches as they are, or releases them. */
    void hold(boolean held) {
        configs.hold(held);
    }

    boolean isBusy() {
        return all().stream().anyMatch(Handler::isBusy);
    }

    /** What is gone makes room first; then what others may need. */
    Comparator<Change> order() {
        return Comparator.comparing((Change change) -> change.now().isPresent())
                .thenComparingInt(change -> switch (ending(change.file())) {
                    case "cfg" -> 0;
                    case "jar" -> 1;
                    default -> languages.isModule(ending(change.file())) ? 2 : 3;
                });
    }

    private List<Handler> all() {
        return open ? List.of(configurations, bundles, configs) : List.of(configurations);
    }
}
