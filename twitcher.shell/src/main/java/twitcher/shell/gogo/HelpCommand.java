package twitcher.shell.gogo;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import twitcher.shell.command.Listing;
import twitcher.shell.command.Misuse;
import twitcher.shell.text.Printable;
import twitcher.shell.text.Screen;
import twitcher.shell.text.Tone;

/** Tells what commands there are, and how each is used. */
@Component(service = HelpCommand.class)
@GogoCommand(scope = "twitcher", function = "help")
public final class HelpCommand {
    private static final List<String> IN_FULL = List.of("twitcher", "zk");

    private final BundleContext context;

    @Activate
    public HelpCommand(BundleContext context) {
        this.context = context;
    }

    @Descriptor("lists the commands, those of a scope, or shows how one command is used")
    public void help(CommandSession session, @Descriptor("[COMMAND]: or scope") String... words) {
        CommandTable table = CommandTable.of(context);
        Screen screen = Screen.of(session);
        if (words.length == 0) {
            print(overview(table, screen));
            return;
        }
        List<String> wanted = List.of(words);
        Optional<CommandTable.Meaning> meaning = table.meaning(wanted);
        if (wanted.size() == 1 && table.scopes().contains(wanted.get(0))) {
            print(scope(table, wanted.get(0), screen));
        } else if (meaning.isPresent() && meaning.get().skip() == wanted.size()) {
            print(details(table, meaning.get().name(), screen));
        } else {
            throw new Misuse(table.unknown(wanted));
        }
    }

    private String overview(CommandTable table, Screen screen) {
        String others = table.scopes().stream()
                .filter(scope -> !IN_FULL.contains(scope))
                .map(scope -> scope + " (" + table.functions(scope).size() + ")")
                .collect(Collectors.joining(", "));
        return IN_FULL.stream()
                        .filter(table.scopes()::contains)
                        .map(scope -> scope(table, scope, screen))
                        .collect(Collectors.joining("\n"))
                + "\nmore in the scopes " + others + "; 'help SCOPE' lists them, 'help COMMAND' explains one\n";
    }

    private String scope(CommandTable table, String scope, Screen screen) {
        List<CommandName> names = table.names().stream()
                .filter(name -> name.scope().equals(scope))
                .toList();
        int width = names.stream().mapToInt(name -> name.typed().length()).max().orElse(0);
        StringBuilder text = new StringBuilder();
        for (CommandName name : names) {
            String summary = table.usages(name).stream()
                    .map(Usage::summary)
                    .filter(words -> !words.isEmpty())
                    .findFirst()
                    .orElse("");
            text.append(strong(name.typed(), screen))
                    .append(" ".repeat(width + 2 - name.typed().length()));
            text.append(Printable.line(summary)).append('\n');
        }
        return text.toString();
    }

    private String details(CommandTable table, CommandName name, Screen screen) {
        List<Usage> usages = table.usages(name);
        return usages.isEmpty()
                ? name.typed() + ": has no description\n"
                : usages.stream().map(usage -> details(usage, name, screen)).collect(Collectors.joining("\n"));
    }

    private static String details(Usage usage, CommandName name, Screen screen) {
        StringBuilder text = new StringBuilder(strong(usage.line(name), screen)).append('\n');
        text.append("  ").append(usage.summary()).append('\n');
        int width =
                usage.shown().mapToInt(taken -> taken.heading().length()).max().orElse(0);
        usage.shown()
                .forEach(taken -> text.append("    ")
                        .append(taken.heading())
                        .append(" ".repeat(width + 2 - taken.heading().length()))
                        .append(Printable.line(taken.explanation()))
                        .append('\n'));
        return text.toString();
    }

    private static String strong(String text, Screen screen) {
        return screen.colour() ? Tone.STRONG.on(text) : text;
    }

    private static void print(String text) {
        Listing.print(text);
    }
}
