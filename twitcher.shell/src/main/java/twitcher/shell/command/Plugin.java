package twitcher.shell.command;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.framework.ServiceReference;
import twitcher.shell.text.Screen;
import twitcher.shell.text.Tone;

/**
 * Something that a bundle adds and others use by name.
 *
 * @param name by which it is used
 * @param state whether it is there
 * @param bundle where it comes from
 * @param users who uses it, or waits for it
 */
record Plugin(String name, State state, Optional<String> bundle, List<String> users) {
    private static final int SHOWN = 3;

    /** Whether it is there. */
    enum State {
        /** It is there. */
        ACTIVE("active", Tone.GOOD),
        /** Another of the same name is preferred. */
        SHADOWED("shadowed by another", Tone.NOTICE),
        /** It is used, but not there. */
        MISSING("missing", Tone.BAD);

        private final String words;
        private final Tone tone;

        State(String words, Tone tone) {
            this.words = words;
            this.tone = tone;
        }

        String words() {
            return words;
        }

        Tone tone() {
            return tone;
        }
    }

    /**
     * What is registered, and what is used without being registered.
     *
     * @param references the preferred first
     * @param property the service property that has the name
     * @param uses the users, by name
     */
    static <T> List<Plugin> of(List<ServiceReference<T>> references, String property, Map<String, List<String>> uses) {
        List<Plugin> plugins = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (ServiceReference<T> reference : references) {
            String name = String.valueOf(reference.getProperty(property));
            State state = known.add(name) ? State.ACTIVE : State.SHADOWED;
            List<String> users = state == State.ACTIVE ? uses.getOrDefault(name, List.of()) : List.of();
            plugins.add(new Plugin(name, state, Optional.of(Bundles.name(reference.getBundle())), users));
        }
        uses.forEach((name, users) -> {
            if (!known.contains(name)) {
                plugins.add(new Plugin(name, State.MISSING, Optional.empty(), users));
            }
        });
        return plugins.stream().sorted((a, b) -> a.name().compareTo(b.name())).toList();
    }

    /** How many users; those of a missing one by name. */
    String users(Screen screen) {
        if (state != State.MISSING) {
            return String.valueOf(users.size());
        }
        int shown = screen.columns() == 0 ? users.size() : Math.min(SHOWN, users.size());
        String more = users.size() > shown ? " and " + (users.size() - shown) + " more" : "";
        return users.size() + " wait: " + String.join(", ", users.subList(0, shown)) + more;
    }
}
