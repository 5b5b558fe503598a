package twitcher.api.settings;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
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
    /** The settings, in the order of the documentation. */
    public static final SettingTable TABLE = WatchTable.TABLE;

    /**
     * Settings that are in the table and that no bundle acts on yet. A config that gives one is refused, by name: what
     * is written is done, or said not to be.
     */
    public static final Set<String> NOT_BUILT = Set.of();

    /** What {@link #COMMAND} means. */
    public static final String COMMAND_MEANING =
            "A string is run by `/bin/sh -c`; a list is executed as it is, found through PATH, without a shell.";

    /** The setting of the action type {@code exec}, for which a string or a list is shorthand. */
    public static final Setting<List<String>> COMMAND =
            Setting.required("command", SettingKinds.command(), COMMAND_MEANING);

    private WatchSettings() {}

    /** Checks the declarations of a file, all of it at once. May block as long as {@code known} does. */
    public static Drafts check(List<Value.Fields> declared, Resolver known) {
        return check(declared, known, NOT_BUILT);
    }

    static Drafts check(List<Value.Fields> declared, Resolver known, Set<String> notBuilt) {
        FileCheck file = new FileCheck(new ActionCheck(known), notBuilt);
        declared.forEach(file::check);
        return file.drafts();
    }

    /**
     * The JSON Schema (2020-12) of one watch, as plain maps and lists: the same verdict as {@link #check}, for all that
     * a schema can express.
     */
    public static Map<String, Object> schema() {
        Map<String, Object> schema = new LinkedHashMap<>(TABLE.schema());
        List<Object> rules = new ArrayList<>();
        WatchTable.DEPENDENCES.forEach(dependence -> rules.add(dependence.schema()));
        NOT_BUILT.forEach(name -> rules.add(Map.of("not", Schemas.given(name))));
        schema.put("allOf", List.copyOf(rules));
        return Collections.unmodifiableMap(schema);
    }

    /** What is known of this machine and its bundles when a config is checked. */
    @ProviderType
    public interface Resolver {
        /** The action type of that name, if its bundle is there; without it its settings are not checked. */
        Optional<ActionType<?>> actionType(String name);

        /**
         * Asks {@code type} something, which calls code of its bundle, and returns what it answers: on whatever thread is
         * fit for that. What the question throws is thrown, or an exception whose words say why there is no answer.
         */
        default <T> T ask(ActionType<?> type, Supplier<T> question) {
            return question.get();
        }

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
