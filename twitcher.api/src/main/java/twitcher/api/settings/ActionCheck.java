package twitcher.api.settings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import twitcher.api.Policy;
import twitcher.api.action.Action;
import twitcher.api.action.ActionType;
import twitcher.api.action.MadeAction;
import twitcher.api.action.ProcessAction;
import twitcher.api.process.Accounts;

/** What can be said of a watch's action and of its process with the help of this machine and its bundles. */
final class ActionCheck {
    private final WatchSettings.Resolver known;
    private final Map<String, Optional<String>> users = new HashMap<>();
    private final Map<String, Optional<String>> groups = new HashMap<>();

    ActionCheck(WatchSettings.Resolver known) {
        this.known = known;
    }

    /** Of the action and the accounts; {@code policy} is there if nothing else is wrong with the watch. */
    List<Problem> problems(TableCheck check, Optional<Policy> policy) {
        List<Problem> problems = new ArrayList<>();
        check.settings()
                .find(WatchTable.ACTION)
                .ifPresent(action -> problems.addAll(known.actionType(action.type())
                        .map(type -> problems(check, action, type, policy))
                        .orElseGet(() -> plainProblems(action))));
        account(check, WatchTable.UID, users, Accounts::userProblem).ifPresent(problems::add);
        account(check, WatchTable.GID, groups, Accounts::groupProblem).ifPresent(problems::add);
        return problems;
    }

    /** By the settings of the type; if these pass, by what the type and its action say. */
    private List<Problem> problems(
            TableCheck check, DeclaredAction declared, ActionType<?> type, Optional<Policy> policy) {
        try {
            return known.ask(type, () -> answer(check, declared, type, policy));
        } catch (RuntimeException | LinkageError e) {
            Location at = check.given(WatchTable.ACTION)
                    .map(field -> field.value().at())
                    .orElse(Location.NONE);
            return List.of(new Problem(at, "action: type " + declared.type() + " failed to check its settings: " + e));
        }
    }

    private static List<Problem> answer(
            TableCheck check, DeclaredAction declared, ActionType<?> type, Optional<Policy> policy) {
        MadeAction made = MadeAction.of(type, declared.settings());
        List<Problem> problems = new ArrayList<>();
        made.faults().forEach(fault -> problems.add(fault.problem(WatchTable.ACTION.name())));
        made.action().ifPresent(action -> {
            problems.addAll(plainProblems(declared));
            problems.addAll(processProblems(check, declared.type(), action));
            policy.flatMap(p -> policyProblem(check, action, p)).ifPresent(problems::add);
        });
        return problems;
    }

    private static List<Problem> processProblems(TableCheck check, String type, Action action) {
        return action instanceof ProcessAction
                ? List.of()
                : WatchTable.OF_PROCESSES.stream()
                        .flatMap(setting -> check.given(setting).stream())
                        .map(field -> new Problem(
                                field.keyAt(),
                                field.key() + ": must be left out: this action of type " + type + " has no process"))
                        .toList();
    }

    private static Optional<Problem> policyProblem(TableCheck check, Action action, Policy policy) {
        try {
            action.check(policy);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            Location at = WatchTable.TABLE
                    .find(message.split(":", 2)[0])
                    .flatMap(check::given)
                    .or(() -> check.given(WatchTable.ACTION))
                    .map(Value.Field::keyAt)
                    .orElse(Location.NONE);
            return Optional.of(new Problem(at, message));
        }
    }

    private static List<Problem> plainProblems(DeclaredAction action) {
        return PlainData.faults(action.settings()).stream()
                .map(fault -> fault.problem(WatchTable.ACTION.name()))
                .toList();
    }

    private Optional<Problem> account(
            TableCheck check,
            Setting<String> setting,
            Map<String, Optional<String>> asked,
            BiFunction<Accounts, String, Optional<String>> question) {
        Optional<String> name = check.settings().find(setting);
        Function<String, Optional<String>> ask = n -> known.accounts().flatMap(accounts -> question.apply(accounts, n));
        return name.flatMap(n -> asked.computeIfAbsent(n, ask))
                .flatMap(words -> check.given(setting)
                        .map(field -> new Problem(field.value().at(), setting.name() + ": " + words)));
    }
}
