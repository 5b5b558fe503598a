package twitcher.api.settings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import twitcher.api.action.ActionType;
import twitcher.api.process.Accounts;

/** What can be said of a watch's action and of its process with the help of this machine and its bundles. */
final class ActionCheck {
    private final WatchSettings.Resolver known;
    private final Map<String, Optional<String>> users = new HashMap<>();
    private final Map<String, Optional<String>> groups = new HashMap<>();

    ActionCheck(WatchSettings.Resolver known) {
        this.known = known;
    }

    List<Problem> problems(TableCheck check) {
        List<Problem> problems = new ArrayList<>();
        check.settings().find(WatchTable.ACTION).ifPresent(action -> {
            Optional<ActionType> type = known.actionType(action.type());
            type.ifPresent(t -> problems.addAll(processProblems(check, action.type(), t)));
            problems.addAll(type.map(t -> settingsProblems(check, action, t)).orElseGet(() -> plainProblems(action)));
        });
        account(check, WatchTable.UID, users, Accounts::userProblem).ifPresent(problems::add);
        account(check, WatchTable.GID, groups, Accounts::groupProblem).ifPresent(problems::add);
        return problems;
    }

    private static List<Problem> processProblems(TableCheck check, String name, ActionType type) {
        return type.startsProcess()
                ? List.of()
                : WatchTable.OF_PROCESSES.stream()
                        .flatMap(setting -> check.given(setting).stream())
                        .map(field -> new Problem(
                                field.keyAt(),
                                field.key() + ": must be left out: an action of type " + name + " has no process"))
                        .toList();
    }

    /** By the table of the type; if that passes, by what the type itself says. */
    private static List<Problem> settingsProblems(TableCheck check, DeclaredAction action, ActionType type) {
        Location at =
                check.given(WatchTable.ACTION).map(field -> field.value().at()).orElse(Location.NONE);
        try {
            SettingTable.Checked checked = type.settings().check(action.settings());
            List<Problem> problems =
                    checked.problems().stream().map(ActionCheck::inAction).toList();
            if (problems.isEmpty()) {
                problems = plainProblems(action);
            }
            if (problems.isEmpty()) {
                type.create(checked.settings());
            }
            return problems;
        } catch (IllegalArgumentException e) {
            return List.of(new Problem(at, "action: " + e.getMessage()));
        } catch (RuntimeException | LinkageError e) {
            return List.of(new Problem(at, "action: type " + action.type() + " failed to check its settings: " + e));
        }
    }

    private static Problem inAction(Problem problem) {
        return new Problem(problem.at(), WatchTable.ACTION.name() + "." + problem.message());
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
