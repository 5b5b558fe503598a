package twitcher.shell.gogo;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import twitcher.api.settings.Nearest;

/** The commands that are there at one moment. */
public final class CommandTable {
    private static final String SCOPE = "osgi.command.scope";
    private static final String FUNCTION = "osgi.command.function";
    /** Where a bare name is looked for first; then in the others, by name. */
    private static final List<String> FIRST_SCOPES = List.of(CommandName.OWN_SCOPE, "zk", "felix");

    /** What the name of a scope begins with that is not for people. */
    private static final String HIDDEN = "_";

    private final BundleContext context;
    private final SortedMap<CommandName, ServiceReference<?>> commands;

    private CommandTable(BundleContext context, SortedMap<CommandName, ServiceReference<?>> commands) {
        this.context = context;
        this.commands = commands;
    }

    /** The commands that are registered now. */
    public static CommandTable of(BundleContext context) {
        SortedMap<CommandName, ServiceReference<?>> commands = new TreeMap<>();
        for (ServiceReference<?> reference : references(context)) {
            String scope = String.valueOf(reference.getProperty(SCOPE));
            if (scope.startsWith(HIDDEN)) {
                continue;
            }
            strings(reference.getProperty(FUNCTION))
                    .forEach(function -> commands.merge(
                            new CommandName(scope, function), reference, (a, b) -> a.compareTo(b) > 0 ? a : b));
        }
        return new CommandTable(context, commands);
    }

    private static ServiceReference<?>[] references(BundleContext context) {
        try {
            ServiceReference<?>[] found =
                    context.getAllServiceReferences(null, "(&(" + SCOPE + "=*)(" + FUNCTION + "=*))");
            return found == null ? new ServiceReference<?>[0] : found;
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("a constant filter", e);
        }
    }

    private static Stream<String> strings(Object property) {
        if (property instanceof Object[] many) {
            return Stream.of(many).map(String::valueOf);
        }
        return property instanceof Collection<?> many
                ? many.stream().map(String::valueOf)
                : Stream.of(String.valueOf(property));
    }

    /**
     * What an operator's words mean.
     *
     * @param name the command
     * @param skip how many of the words were its name
     */
    public record Meaning(CommandName name, int skip) {}

    /** The command that {@code words} begin with: {@code scope:name}, {@code scope name} or a bare name. */
    public Optional<Meaning> meaning(List<String> words) {
        String first = words.get(0);
        int colon = first.indexOf(':');
        if (colon >= 0) {
            return find(first.substring(0, colon), first.substring(colon + 1)).map(name -> new Meaning(name, 1));
        }
        Optional<Meaning> two =
                words.size() < 2 ? Optional.empty() : find(first, words.get(1)).map(name -> new Meaning(name, 2));
        return two.or(() -> bare(first).map(name -> new Meaning(name, 1)));
    }

    private Optional<CommandName> find(String scope, String function) {
        return commands.keySet().stream()
                .filter(name -> name.is(scope, function))
                .findFirst();
    }

    private Optional<CommandName> bare(String function) {
        return Stream.concat(FIRST_SCOPES.stream(), scopes().stream())
                .flatMap(scope -> find(scope, function).stream())
                .findFirst();
    }

    /** Why {@code words} mean nothing, and what may have been meant. */
    public String unknown(List<String> words) {
        String first = words.get(0);
        if (scopes().contains(first)) {
            String wrong = words.size() > 1 ? first + " " + words.get(1) + ": no such command; " : first + ": ";
            return wrong + "its commands: " + String.join(", ", functions(first));
        }
        String hint = Nearest.to(first, functions(CommandName.OWN_SCOPE))
                .or(() -> Nearest.to(first, spellings()))
                .map(nearest -> "did you mean " + nearest + "?")
                .orElse("'twitcher help' lists them");
        return first + ": no such command; " + hint;
    }

    private List<String> spellings() {
        List<String> spellings = new ArrayList<>();
        commands.keySet().forEach(name -> spellings.add(name.function()));
        commands.keySet().forEach(name -> spellings.add(name.toString()));
        return spellings;
    }

    /** The names of the scopes. */
    SortedSet<String> scopes() {
        return commands.keySet().stream().map(CommandName::scope).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The names of the commands of a scope. */
    public List<String> functions(String scope) {
        return names().stream()
                .filter(name -> name.scope().equals(scope))
                .map(CommandName::function)
                .toList();
    }

    /** The names of all commands. */
    public Set<CommandName> names() {
        return commands.keySet();
    }

    /** How a command is used, one for each way to call it; none if it went away this moment. */
    public List<Usage> usages(CommandName name) {
        ServiceReference<?> reference = commands.get(name);
        Object target = context.getService(reference);
        try {
            return target == null ? List.of() : Usage.of(target, name);
        } finally {
            context.ungetService(reference);
        }
    }
}
