package twitcher.config;

import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import twitcher.api.action.ActionType;
import twitcher.api.process.Accounts;
import twitcher.api.settings.WatchSettings;

/** What configs are checked against besides the table of settings: action types and accounts. Any thread. */
final class Known {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Map<Offer, ActionType<?>> types = new ConcurrentSkipListMap<>();
    /** Of those from the watched folder; others are ours, and are asked without further ado. */
    private final Map<ActionType<?>, Interview> interviews = Collections.synchronizedMap(new IdentityHashMap<>());

    private final CopyOnWriteArrayList<Accounts> accounts = new CopyOnWriteArrayList<>();

    void add(Offer offer, ActionType<?> type) {
        if (BundleWork.isOfFolder(type.getClass())) {
            interviews.put(type, new Interview(offer.name(), type, PATIENCE));
        }
        types.put(offer, type);
    }

    void remove(Offer offer) {
        Optional.ofNullable(types.remove(offer)).ifPresent(interviews::remove);
    }

    void add(Accounts present) {
        accounts.add(present);
    }

    void remove(Accounts gone) {
        accounts.remove(gone);
    }

    /** A view for the check of one file, which notes what was asked for. */
    Questions questions() {
        return new Questions();
    }

    /** What one check asked for, and whether it was there to answer. Confined to the thread of the check. */
    final class Questions implements WatchSettings.Resolver {
        private final Set<String> asked = new HashSet<>();
        private final Set<String> missing = new TreeSet<>();
        private boolean open;

        @Override
        public Optional<ActionType<?>> actionType(String name) {
            asked.add(name);
            Optional<ActionType<?>> type = types.entrySet().stream()
                    .filter(entry -> entry.getKey().name().equals(name))
                    .<ActionType<?>>map(Map.Entry::getValue)
                    .findFirst();
            if (type.isEmpty()) {
                open = true;
                missing.add(name);
            }
            return type;
        }

        @Override
        public <T> T ask(ActionType<?> type, Supplier<T> question) {
            Interview interview = interviews.get(type);
            return interview == null ? question.get() : interview.ask(question);
        }

        @Override
        public Optional<Accounts> accounts() {
            open |= accounts.isEmpty();
            return accounts.stream().findFirst();
        }

        /** The action types that the file names. */
        Set<String> actionTypes() {
            return Set.copyOf(asked);
        }

        /** Those of them that were not there. */
        Set<String> missingTypes() {
            return Set.copyOf(missing);
        }

        /** Whether something could not be checked, so that it has to be when that arrives. */
        boolean isOpen() {
            return open;
        }
    }
}
