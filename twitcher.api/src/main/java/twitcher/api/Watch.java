package twitcher.api;

import static java.util.Objects.requireNonNull;

/**
 * A standing order: one node, one action, and the policy for running it. Equal watches behave alike, so a reload that
 * finds an equal one leaves it alone.
 *
 * @param id {@code <file relative to the watched folder>:<description>}; unique in the daemon
 * @param node what is watched
 * @param action what is done
 * @param policy when it is done
 * @param surroundings what surrounds its process, if it is one
 */
public record Watch(String id, Node node, ActionSpec action, Policy policy, Surroundings surroundings) {
    public Watch {
        requireNonNull(id, "id");
        requireNonNull(node, "znode");
        requireNonNull(action, "action");
        requireNonNull(policy, "policy");
        requireNonNull(surroundings, "surroundings");
        if (id.isEmpty()) {
            throw new IllegalArgumentException("id: must not be empty");
        }
    }
}
