package twitcher.config;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who handles which ending. On the gate's thread. */
record Handlers(Handler bundles, Handler configurations, Readings configs, Languages languages) {
    static String ending(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** Whoever handles the file; empty: it is ignored quietly. */
    Optional<Handler> find(String file) {
        return switch (ending(file)) {
            case "jar" -> Optional.of(bundles);
            case "cfg" -> Optional.of(configurations);
            default -> languages.isConfig(ending(file)) ? Optional.of(configs) : Optional.empty();
        };
    }

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
                    default -> 2;
                });
    }

    private List<Handler> all() {
        return List.of(configurations, bundles, configs);
    }
}
