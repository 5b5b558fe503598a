package twitcher.engine;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import twitcher.api.ActionSpec;
import twitcher.api.action.Action;
import twitcher.api.action.ActionType;
import twitcher.api.action.MadeAction;
import twitcher.api.action.ProcessAction;
import twitcher.api.settings.SettingKind;
import twitcher.api.settings.Value;
import twitcher.engine.ActionTypes.Offer;
import twitcher.engine.guest.Guest;
import twitcher.engine.lane.Input;

/** An action being made by its type, on a pool thread. */
final class Preparation {
    private static final Logger log = LoggerFactory.getLogger(Preparation.class);

    private final long ticket;
    private final ActionSpec spec;
    private final Offer offer;
    private volatile Optional<Action> made = Optional.empty();
    private volatile int mostRuns = Integer.MAX_VALUE;

    Preparation(long ticket, ActionSpec spec, Offer offer) {
        this.ticket = ticket;
        this.spec = spec;
        this.offer = offer;
    }

    /** The action, once {@link #make} has answered that it is prepared. */
    Action action() {
        return made.orElseThrow();
    }

    boolean isProcess() {
        return action() instanceof ProcessAction;
    }

    /** How many runs its type lets go at once, once it was asked. */
    int mostRuns() {
        return mostRuns;
    }

    /** On whose threads it is made and run. */
    Guest guest() {
        return offer.guest();
    }

    /** Asks the type: what it throws is a refusal. */
    Input make() {
        try {
            ActionType<?> type = offer.type().get();
            if (type == null) {
                return new Input.TypeMissing(ticket);
            }
            offer.guest().loader(type.getClass().getClassLoader());
            MadeAction answer = MadeAction.of(type, Value.Fields.of(spec.settings()));
            mostRuns = Math.max(1, type.mostRuns());
            made = answer.action();
            return made.isPresent() ? new Input.Prepared(ticket) : new Input.Refused(ticket, words(answer.faults()));
        } catch (RuntimeException | Error e) {
            log.warn("action type {}: threw when asked for an action", spec.type(), e);
            return new Input.Refused(ticket, "action type " + spec.type() + " threw " + e);
        }
    }

    private String words(List<SettingKind.Fault> faults) {
        return faults.stream().map(f -> f.problem(spec.type()).message()).collect(Collectors.joining("; "));
    }
}
