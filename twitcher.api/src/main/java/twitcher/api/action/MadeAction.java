package twitcher.api.action;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import twitcher.api.settings.SettingKind.Fault;
import twitcher.api.settings.SettingRecord;
import twitcher.api.settings.Value;

/**
 * What an action type made of raw settings: an action, or everything that is wrong with them.
 *
 * @param action the action; empty if there are faults
 * @param faults what is wrong, each with the way from the settings to it, such as {@code .url}, and its place; empty if
 *     there is an action
 */
public record MadeAction(Optional<Action> action, List<Fault> faults) {
    public MadeAction {
        faults = List.copyOf(faults);
    }

    /**
     * Checks {@code raw} by the settings of {@code type}, then by what the type itself says. Throws what the type throws
     * but must not: anything that is no {@link IllegalArgumentException} of {@link ActionType#create}.
     */
    public static <S extends Record> MadeAction of(ActionType<S> type, Value.Fields raw) {
        SettingRecord<S> settings = SettingRecord.of(requireNonNull(type.settings(), "settings() returned null"));
        SettingRecord.Checked<S> checked = settings.check(raw);
        return checked.settings()
                .map(good -> create(type, good, settings, raw))
                .orElseGet(() -> new MadeAction(Optional.empty(), checked.faults()));
    }

    private static <S extends Record> MadeAction create(
            ActionType<S> type, S good, SettingRecord<S> settings, Value.Fields raw) {
        try {
            Action action = requireNonNull(type.create(good), "create() returned null");
            return new MadeAction(Optional.of(action), List.of());
        } catch (IllegalArgumentException e) {
            return new MadeAction(Optional.empty(), List.of(settings.fault(e, raw)));
        }
    }
}
