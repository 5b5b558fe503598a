package twitcher.api.settings;

import twitcher.api.ActionSpec;

/**
 * An action as a config has it.
 *
 * @param type name of the action type
 * @param settings its settings, not checked yet
 */
record DeclaredAction(String type, Value.Fields settings) {
    /** The action as data; its settings must have passed a check. */
    ActionSpec spec() {
        return new ActionSpec(type, settings.plain());
    }
}
