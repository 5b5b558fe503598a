package twitcher.shell.session;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.osgi.framework.Bundle;
import twitcher.api.Event;
import twitcher.shell.gogo.CommandName;
import twitcher.shell.gogo.CommandTable;
import twitcher.shell.gogo.CommandTable.Meaning;

/** Completes commands, their options, and the ids, files, bundles and nodes that they take. On the session's thread. */
final class Completion implements Completer {
    private static final Set<String> SEPARATORS = Set.of("|", ";", "&&", "||");
    private static final Set<String> OF_BUNDLES =
            Set.of("start", "stop", "update", "uninstall", "refresh", "resolve", "headers", "bundlelevel");

    /** What an option takes, where that is a choice. */
    private static final Map<String, List<String>> VALUES = Map.of(
            "--event", Stream.of(Event.values()).map(Event::word).toList(),
            "-o", List.of("table", "json"),
            "--output", List.of("table", "json"));

    private static final List<String> LEVELS = List.of("error", "warn", "info", "verbose", "debug");

    private final Daemon daemon;
    private final NodePaths paths;
    private final Map<String, Supplier<List<String>>> arguments;

    Completion(Daemon daemon) {
        this.daemon = daemon;
        this.paths = new NodePaths(daemon);
        this.arguments = Map.ofEntries(
                Map.entry("watch", daemon.known()::watches),
                Map.entry("watches", daemon.known()::watches),
                Map.entry("explain", daemon.known()::watches),
                Map.entry("tail", daemon.known()::watches),
                Map.entry("runs", daemon.known()::watches),
                Map.entry("run", daemon.known()::watches),
                Map.entry("pause", daemon.known()::watches),
                Map.entry("resume", daemon.known()::watches),
                Map.entry("simulate", daemon.known()::watches),
                Map.entry("log", daemon.known()::runs),
                Map.entry("stop", daemon.known()::runs),
                Map.entry("configs", daemon.known()::files),
                Map.entry("loglevel", () -> LEVELS));
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        List<String> words = words(line);
        String last = words.get(words.size() - 1);
        CommandTable table = CommandTable.of(daemon.context());
        Optional<Meaning> meaning =
                words.size() == 1 ? Optional.empty() : table.meaning(words.subList(0, words.size() - 1));
        if (words.size() == 1 || meaning.isEmpty()) {
            add(candidates, "commands", first(table, words));
        } else if (VALUES.containsKey(words.get(words.size() - 2))) {
            add(candidates, "values", VALUES.get(words.get(words.size() - 2)));
        } else if (last.startsWith("-")) {
            add(candidates, "options", options(table, meaning.get().name()));
        } else {
            arguments(table, meaning.get(), words, candidates);
        }
    }

    /** The words of the last command of the line, up to the cursor; at least one, which may be empty. */
    private static List<String> words(ParsedLine line) {
        List<String> words = new ArrayList<>(line.words().subList(0, line.wordIndex()));
        words.add(line.word().substring(0, line.wordCursor()));
        int start = words.stream().map(SEPARATORS::contains).toList().lastIndexOf(true) + 1;
        List<String> own = words.subList(start, words.size());
        return own.isEmpty() ? List.of("") : own;
    }

    private static Collection<String> first(CommandTable table, List<String> words) {
        if (words.size() == 2) {
            return table.functions(words.get(0));
        }
        List<String> own = table.functions(CommandName.OWN_SCOPE);
        String word = words.get(0);
        Stream<String> others = word.isEmpty()
                ? Stream.of()
                : table.names().stream().flatMap(name -> Stream.of(name.toString(), name.function()));
        return Stream.of(own.stream(), TextTools.names().stream(), others)
                .flatMap(all -> all)
                .distinct()
                .toList();
    }

    private static List<String> options(CommandTable table, CommandName name) {
        return table.usages(name).stream()
                .flatMap(usage -> usage.parameters().stream())
                .flatMap(taken -> taken.names().stream())
                .distinct()
                .toList();
    }

    private void arguments(CommandTable table, Meaning meaning, List<String> words, List<Candidate> candidates) {
        CommandName name = meaning.name();
        if (name.scope().equals("zk") && words.size() == meaning.skip() + 1) {
            paths.below(words.get(words.size() - 1)).forEach(path -> candidates.add(unfinished(path)));
        } else if (name.is(CommandName.OWN_SCOPE, "help")) {
            add(candidates, "commands", table.functions(CommandName.OWN_SCOPE));
        } else if (name.scope().equals("felix") && OF_BUNDLES.contains(name.function())) {
            add(candidates, "bundles", bundles());
        } else if (name.scope().equals(CommandName.OWN_SCOPE) && arguments.containsKey(name.function())) {
            add(candidates, null, arguments.get(name.function()).get());
        }
    }

    private List<String> bundles() {
        return Stream.of(daemon.context().getBundles())
                .map(Bundle::getSymbolicName)
                .toList();
    }

    private static void add(List<Candidate> candidates, String group, Collection<String> values) {
        values.forEach(value -> candidates.add(new Candidate(value, value, group, null, null, null, true)));
    }

    /** A path may go on, so no space follows it. */
    private static Candidate unfinished(String path) {
        return new Candidate(path, path, "nodes", null, null, null, false);
    }
}
