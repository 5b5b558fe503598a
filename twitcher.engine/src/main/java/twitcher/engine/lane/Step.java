package twitcher.engine.lane;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What follows an input.
 *
 * @param next the state from now on
 * @param orders what is to be done, in this order
 */
public record Step(LaneState next, List<Order> orders) {
    public Step {
        requireNonNull(next, "next");
        orders = List.copyOf(orders);
    }
}
