package twitcher.exec;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import twitcher.api.Outcome;

/**
 * Tools that are put in front of a command: each changes something of its own process and then becomes the next, so that
 * the pid stays the same and at last the command runs.
 */
final class Front {
    private static final Set<Integer> STATUS_OF_TOOLS = Set.of(1, 125, 126, 127);
    private static final int COMPLAINT_BYTES = 4096;

    private final List<String> argv = new ArrayList<>();
    private final Set<String> names = new LinkedHashSet<>();

    /** Adds a tool, by its path, with the arguments that come before the command it is to become. */
    Front add(List<String> tool) {
        argv.addAll(tool);
        names.add(Path.of(tool.get(0)).getFileName().toString());
        return this;
    }

    boolean isEmpty() {
        return argv.isEmpty();
    }

    /** The whole command. */
    List<String> before(List<String> command) {
        List<String> all = new ArrayList<>(argv);
        all.addAll(command);
        return all;
    }

    /**
     * What a tool said, if it was one that ended, and not the command: then the command was never started. A tool ends
     * with a status of its own and a line that begins with its name; {@code last}, where it is known, is what the
     * process was when it ended.
     */
    Optional<Outcome> refusal(Outcome ending, Optional<ProcStat> last, Path stderr) {
        boolean suspect = ending instanceof Outcome.Exited exited && STATUS_OF_TOOLS.contains(exited.status());
        if (!suspect || last.filter(stat -> !names.contains(stat.command())).isPresent()) {
            return Optional.empty();
        }
        List<String> said = start(stderr).lines().toList();
        return said.size() == 1 ? complaint(said.get(0)).map(Front::outcome) : Optional.empty();
    }

    private static Outcome outcome(String complaint) {
        return Shortage.isSaid(complaint) ? new Outcome.Postponed(complaint) : new Outcome.NotStarted(complaint);
    }

    /** What follows the name of a tool, which some give as they were called. */
    private Optional<String> complaint(String line) {
        return names.stream()
                .map(name -> Pattern.compile("(?:/\\S*/)?" + Pattern.quote(name) + ": (.+)")
                        .matcher(line))
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .findFirst();
    }

    private static String start(Path stderr) {
        try (InputStream in = Files.newInputStream(stderr)) {
            return new String(in.readNBytes(COMPLAINT_BYTES), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
