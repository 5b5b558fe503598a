package twitcher.shell.gogo;

import java.util.Locale;

/**
 * The full name of a command.
 *
 * @param scope what it belongs to, such as {@code zk}
 * @param function its name there, such as {@code get}
 */
public record CommandName(String scope, String function) implements Comparable<CommandName> {
    /** The scope whose commands are typed without it. */
    public static final String OWN_SCOPE = "twitcher";

    /** As Gogo has it. */
    @Override
    public String toString() {
        return scope + ":" + function;
    }

    /** As an operator types it after {@code twitcher}. */
    public String typed() {
        return scope.equals(OWN_SCOPE) ? function : scope + " " + function;
    }

    public boolean is(String otherScope, String otherFunction) {
        return scope.equalsIgnoreCase(otherScope) && function.equalsIgnoreCase(otherFunction);
    }

    @Override
    public int compareTo(CommandName that) {
        return toString().toLowerCase(Locale.ROOT).compareTo(that.toString().toLowerCase(Locale.ROOT));
    }
}
