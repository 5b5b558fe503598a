package twitcher.api.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import twitcher.api.Node;
import twitcher.api.Policy;
import twitcher.api.Retry;
import twitcher.api.Surroundings;

/**
 * The check of all watches of a file. Equal parts of them are one object: there may be 100,000 that differ in their
 * nodes only. Confined to the thread that makes it.
 */
final class FileCheck {
    private final ActionCheck actions;
    private final Set<String> notBuilt;
    private final List<WatchSettings.Draft> drafts = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Location> descriptions = new HashMap<>();
    private final Map<Object, Object> parts = new HashMap<>();

    FileCheck(ActionCheck actions, Set<String> notBuilt) {
        this.actions = actions;
        this.notBuilt = notBuilt;
    }

    WatchSettings.Drafts drafts() {
        return new WatchSettings.Drafts(List.copyOf(drafts), SettingTable.sorted(problems));
    }

    void check(Value.Fields declared) {
        TableCheck check = new TableCheck(WatchTable.TABLE, declared);
        List<Problem> found = new ArrayList<>(check.problems());
        WatchTable.DEPENDENCES.forEach(rule -> rule.problem(check).ifPresent(found::add));
        notBuilt.forEach(name -> notBuilt(check, name).ifPresent(found::add));
        backoffs(check).ifPresent(found::add);
        sameDescription(check).ifPresent(found::add);
        Optional<Policy> policy = found.isEmpty() ? Optional.of(policy(check.settings())) : Optional.empty();
        found.addAll(actions.problems(check, policy));
        if (found.isEmpty()) {
            drafts.add(draft(check.settings(), declared.at()));
        }
        problems.addAll(found);
    }

    private static Optional<Problem> notBuilt(TableCheck check, String name) {
        return WatchTable.TABLE
                .find(name)
                .flatMap(check::given)
                .map(field -> new Problem(field.keyAt(), name + ": known, but not built yet; leave it out"));
    }

    private static Optional<Problem> backoffs(TableCheck check) {
        Duration backoff = check.settings().get(WatchTable.BACKOFF);
        Duration most = check.settings().get(WatchTable.MAX_BACKOFF);
        boolean sound = check.sound(WatchTable.BACKOFF) && check.sound(WatchTable.MAX_BACKOFF);
        return !sound || backoff.compareTo(most) <= 0
                ? Optional.empty()
                : check.given(WatchTable.BACKOFF)
                        .or(() -> check.given(WatchTable.MAX_BACKOFF))
                        .map(field -> new Problem(field.keyAt(), backoffs(check, field, backoff, most)));
    }

    private static String backoffs(TableCheck check, Value.Field field, Duration backoff, Duration most) {
        String one = "backoff (" + seconds(backoff) + unset(check, WatchTable.BACKOFF) + ")";
        String other = "max_backoff (" + seconds(most) + unset(check, WatchTable.MAX_BACKOFF) + ")";
        return field.key() + ": " + one + " must not be longer than " + other;
    }

    private static Object seconds(Duration duration) {
        return WatchTable.BACKOFF.kind().plain(duration);
    }

    private static String unset(TableCheck check, Setting<?> setting) {
        return check.given(setting).isPresent() ? "" : " unless set";
    }

    private Optional<Problem> sameDescription(TableCheck check) {
        Optional<String> description = check.settings().find(WatchTable.DESCRIPTION);
        Optional<Value> value = check.given(WatchTable.DESCRIPTION).map(Value.Field::value);
        return description.isEmpty() || value.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(descriptions.putIfAbsent(
                                description.get(), value.get().at()))
                        .map(first -> new Problem(
                                value.get().at(),
                                "description: " + Found.quoted(description.get())
                                        + " names another watch of this file too" + Found.place(", at ", first)));
    }

    private WatchSettings.Draft draft(Settings settings, Location at) {
        Node node = new Node(settings.get(WatchTable.ZNODE), settings.get(WatchTable.WATCH_TYPE));
        return new WatchSettings.Draft(
                settings.find(WatchTable.DESCRIPTION),
                node,
                shared(settings.get(WatchTable.ACTION).spec()),
                shared(policy(settings)),
                shared(surroundings(settings)),
                at);
    }

    /** The first part that is equal to this one. */
    @SuppressWarnings("unchecked") // only equals of the same class are equal
    private <T extends Record> T shared(T part) {
        Object first = parts.putIfAbsent(part, part);
        return first == null ? part : (T) first;
    }

    private static Policy policy(Settings settings) {
        return new Policy(
                settings.get(WatchTable.RUN_ON_LOAD),
                settings.get(WatchTable.RUN_MODE),
                settings.get(WatchTable.MAX_PARALLEL),
                settings.find(WatchTable.NOTIFY_SIGNAL),
                settings.find(WatchTable.TIMEOUT),
                settings.get(WatchTable.SETTLE),
                settings.get(WatchTable.SPLAY),
                settings.get(WatchTable.ON_DELETE),
                retry(settings));
    }

    private static Retry retry(Settings settings) {
        return new Retry(
                settings.get(WatchTable.RETRIES),
                settings.get(WatchTable.BACKOFF),
                settings.get(WatchTable.MAX_BACKOFF),
                settings.get(WatchTable.ON_FAILURE));
    }

    private static Surroundings surroundings(Settings settings) {
        return new Surroundings(
                settings.get(WatchTable.PIPE_STDIN),
                settings.find(WatchTable.UID),
                settings.find(WatchTable.GID),
                settings.get(WatchTable.ENV),
                settings.get(WatchTable.CWD),
                settings.get(WatchTable.UMASK),
                settings.get(WatchTable.KILL_AFTER));
    }
}
