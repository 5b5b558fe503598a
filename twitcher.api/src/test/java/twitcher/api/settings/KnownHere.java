package twitcher.api.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import twitcher.api.action.Action;
import twitcher.api.action.ActionType;
import twitcher.api.process.Accounts;

/** A machine with the users {@code deploy} and 33, the group {@code adm}, and some action types. */
final class KnownHere implements WatchSettings.Resolver {
    static final Setting<String> URL = Setting.required("url", SettingKinds.filledText(), "Where to.");
    static final Setting<Boolean> BROKEN = Setting.optional("broken", SettingKinds.flag(), "What to throw.");

    private final List<String> asked = new ArrayList<>();
    private final Map<String, ActionType> types = Map.of(
            "exec", new Type(SettingTable.of(WatchSettings.COMMAND), true),
            "web", new Type(SettingTable.of(URL, BROKEN), false));

    List<String> asked() {
        return asked;
    }

    @Override
    public Optional<ActionType> actionType(String name) {
        return Optional.ofNullable(types.get(name));
    }

    @Override
    public Optional<Accounts> accounts() {
        return Optional.of(new Accounts() {
            @Override
            public Optional<String> userProblem(String user) {
                return problem("user", user, List.of("deploy", "33"));
            }

            @Override
            public Optional<String> groupProblem(String group) {
                return problem("group", group, List.of("adm"));
            }
        });
    }

    private Optional<String> problem(String what, String name, List<String> there) {
        asked.add(name);
        return there.contains(name) ? Optional.empty() : Optional.of("no such " + what + ": " + name);
    }

    private record Type(SettingTable settings, boolean startsProcess) implements ActionType {
        @Override
        public Action create(Settings given) {
            given.find(BROKEN).ifPresent(badly -> {
                throw badly ? new IllegalStateException("a bug") : new IllegalArgumentException("broken: not today");
            });
            return run -> {
                throw new UnsupportedOperationException("only checked");
            };
        }
    }
}
