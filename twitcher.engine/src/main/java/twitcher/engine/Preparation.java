package twitcher.engine;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import twitcher.api.ActionSpec;
import twitcher.api.action.Action;
import twitcher.api.action.ActionType;
import twitcher.api.settings.Problem;
import twitcher.api.settings.SettingTable;
import twitcher.engine.lane.Input;

/** An action being made by its type, on a pool thread. */
final class Preparation {
    private static final Logger log = LoggerFactory.getLogger(Preparation.class);

    private final long ticket;
    private final ActionSpec spec;
    private final ActionType type;
    private volatile Optional<Action> made = Optional.empty();

    Preparation(long ticket, ActionSpec spec, ActionType type) {
        this.ticket = ticket;
        this.spec = spec;
        this.type = type;
    }

    /** The action, once {@link #make} has answered that it is prepared. */
    Action action() {
        return made.orElseThrow();
    }

    boolean isProcess() {
        return type.startsProcess();
    }

    /** Asks the type: what it throws is a refusal. */
    Input make() {
        try {
            SettingTable.Checked checked = type.settings().check(spec.settings());
            if (!checked.problems().isEmpty()) {
                return new Input.Refused(ticket, words(checked.problems()));
            }
            made = Optional.of(type.create(checked.settings()));
            return new Input.Prepared(ticket);
        } catch (IllegalArgumentException e) {
            return new Input.Refused(ticket, spec.type() + ": " + e.getMessage());
        } catch (RuntimeException | Error e) {
            log.warn("action type {}: threw when asked for an action", spec.type(), e);
            return new Input.Refused(ticket, "action type " + spec.type() + " threw " + e);
        }
    }

    private String words(List<Problem> problems) {
        return problems.stream().map(p -> spec.type() + ": " + p.message()).collect(Collectors.joining("; "));
    }
}
