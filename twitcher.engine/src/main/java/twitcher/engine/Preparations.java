package twitcher.engine;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import twitcher.api.Change;
import twitcher.api.Watch;
import twitcher.api.action.Action;
import twitcher.api.action.Description;
import twitcher.api.action.ProcessAction;
import twitcher.engine.guest.Guest;
import twitcher.engine.guest.GuestRun;
import twitcher.engine.lane.Input;
import twitcher.engine.lane.Order;

/**
 * The action of a watch for lanes that only play: made by its type like any, on that one's threads, and described instead
 * of started. Confined to one thread, which waits.
 */
final class Preparations {
    /** With what waits before it. */
    private static final int MOST_S = 60;

    private final Watch watch;
    private final ActionTypes types;
    private final Duration patience;
    private Optional<Preparation> made = Optional.empty();

    /** {@code patience} is how long an action type may take to answer. */
    Preparations(Watch watch, ActionTypes types, Duration patience) {
        this.watch = watch;
        this.types = types;
        this.patience = patience;
    }

    /** What the type says to a preparation. */
    Input answer(Order.Prepare prepare) {
        return prepare(prepare.ticket());
    }

    private Input prepare(long ticket) {
        return types.find(watch.action().type())
                .map(offer -> prepare(new Preparation(ticket, watch.action(), offer), ticket))
                .orElseGet(() -> new Input.TypeMissing(ticket));
    }

    private Input prepare(Preparation preparation, long ticket) {
        Input answer = asked(preparation.guest(), preparation::make, why -> new Input.Refused(ticket, why));
        made = answer instanceof Input.Prepared ? Optional.of(preparation) : Optional.empty();
        return answer;
    }

    /** What the run of {@code start} would do; empty: there is no action. */
    Optional<Description> describe(Order.Start start) {
        return made().map(preparation -> asked(
                preparation.guest(),
                () -> describe(preparation.action(), start),
                why -> Description.of("cannot be told: " + why)));
    }

    /** Whether its runs are processes. */
    boolean isProcess() {
        return made().map(Preparation::action)
                .filter(ProcessAction.class::isInstance)
                .isPresent();
    }

    private Optional<Preparation> made() {
        if (made.isEmpty()) {
            prepare(0);
        }
        return made;
    }

    private <T> T asked(Guest guest, Supplier<T> work, Function<String, T> late) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        guest.call(
                "telling what " + watch.id() + " would do",
                () -> answer.complete(work.get()),
                patience,
                why -> answer.complete(late.apply(why)));
        try {
            return answer.get(MOST_S, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return late.apply("its action type does not answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return late.apply("cancelled");
        }
    }

    private static Description describe(Action action, Order.Start start) {
        try {
            Change change = start.seen().change(start.watch().node());
            return action.describe(new GuestRun(start.run(), start.watch(), change));
        } catch (IOException e) {
            return Description.of("cannot be told: its payload was put aside and cannot be read: " + e.getMessage());
        } catch (RuntimeException | LinkageError e) {
            return Description.of("cannot be told: the action threw " + e);
        }
    }
}
