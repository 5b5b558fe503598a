package twitcher.api.settings;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import twitcher.api.ActionSpec;
import twitcher.api.Node;
import twitcher.api.Policy;
import twitcher.api.Surroundings;
import twitcher.api.Watch;
import twitcher.api.action.ActionType;
import twitcher.api.process.Accounts;

/** The one table of a watch's settings, in every language: what they are called, what they take, what they mean. */
public final class WatchSettings {
    private WatchSettings() {}

    /** Checks the declarations of a file, all of it at once. */
    public static Drafts check(List<Value.Fields> declared, Resolver known) {
        throw new UnsupportedOperationException("being written");
    }

    /** What is known of this machine and its bundles when a config is checked. */
    @ProviderType
    public interface Resolver {
        /** The action type of that name, if its bundle is there; without it its settings are not checked. */
        Optional<ActionType> actionType(String name);

        /** The accounts of this machine, if they can be asked; without them users and groups are not checked. */
        Optional<Accounts> accounts();
    }

    /**
     * A watch without an id yet.
     *
     * @param description as configured; empty: a default is to be found
     */
    public record Draft(
            Optional<String> description,
            Node node,
            ActionSpec action,
            Policy policy,
            Surroundings surroundings,
            Location at) {
        /** The watch, with its id. */
        public Watch named(String file, String name) {
            return new Watch(file + ":" + name, node, action, policy, surroundings);
        }
    }

    /**
     * What came of a check.
     *
     * @param drafts the watches, in the order of the file
     * @param problems what is wrong, in the order of the file; with any, nothing takes effect
     */
    public record Drafts(List<Draft> drafts, List<Problem> problems) {}
}
