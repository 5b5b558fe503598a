package twitcher.api.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import twitcher.api.Outcome;
import twitcher.api.Policy;
import twitcher.api.RunMode;
import twitcher.api.action.Action;
import twitcher.api.action.ActionType;
import twitcher.api.action.BlockingAction;
import twitcher.api.action.ProcessAction;
import twitcher.api.action.RunContext;
import twitcher.api.process.Accounts;

/** A machine with the users {@code deploy} and 33, the group {@code adm}, and some action types. */
final class KnownHere implements WatchSettings.Resolver {
    private final List<String> asked = new ArrayList<>();
    private final Map<String, ActionType<?>> types = Map.of(
            "exec", new Type<>(Exec.class, true),
            "web", new Type<>(Web.class, false));

    List<String> asked() {
        return asked;
    }

    @Override
    public Optional<ActionType<?>> actionType(String name) {
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

    record Web(
            @Doc("Where to.") String url,
            @Doc("What to throw.") Optional<Boolean> broken) {}

    record Exec(
            @Doc(WatchSettings.COMMAND_MEANING) @Form(Form.Of.COMMAND)
            List<String> command) {}

    private record Type<S extends Record>(Class<S> settings, boolean startsProcess) implements ActionType<S> {
        @Override
        public Action create(S given) {
            Optional<Boolean> broken = given instanceof Web web ? web.broken() : Optional.empty();
            broken.ifPresent(badly -> {
                throw badly ? new IllegalStateException("a bug") : new IllegalArgumentException("broken: not today");
            });
            ProcessAction never = run -> {
                throw new UnsupportedOperationException("only checked");
            };
            return startsProcess ? never : new Alone();
        }
    }

    /** Has no process, and no run of it may be beside another. */
    private record Alone() implements BlockingAction {
        @Override
        public Outcome run(RunContext run) {
            throw new UnsupportedOperationException("only checked");
        }

        @Override
        public void check(Policy policy) {
            if (policy.runMode() == RunMode.PARALLEL) {
                throw new IllegalArgumentException("run_mode: must not be PARALLEL with this action");
            }
        }
    }
}
