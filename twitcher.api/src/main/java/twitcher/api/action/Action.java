package twitcher.api.action;

import twitcher.api.Policy;

/**
 * Something that can be run, again and again, also several times at once; made by an {@link ActionType} for one watch.
 * It is written in one of two styles: {@link BlockingAction} for the simple case, {@link AsyncAction} for one with a great
 * many runs at once, which is a {@link ProcessAction} if its runs are processes.
 */
public sealed interface Action permits BlockingAction, AsyncAction {
    /**
     * Refuses a policy that makes no sense for it. Called when a config is checked; like {@link ActionType#create}, it is to
     * answer at once.
     *
     * @throws IllegalArgumentException with words that begin with a setting of the watch and a colon, such as
     *     {@code "run_mode: must not be PARALLEL: the runs would overwrite each other's file"}
     */
    default void check(Policy policy) {}

    /**
     * Says what {@code run} would do if it were started, for an operator who simulates it; does none of it. May block for
     * as long as starting may.
     */
    default Description describe(RunContext run) {
        return Description.of("runs an action of type " + run.watch().action().type() + ", which does not tell more");
    }
}
