package twitcher.shell.command;

import java.nio.file.Path;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.felix.service.command.CommandSession;
import twitcher.api.admin.Candidate;
import twitcher.shell.socket.Request.Attached;

/**
 * The files that a command was given by a client, which opened them. In a session there are none: nobody opens a file
 * there.
 */
public final class AttachedFiles {
    private static final String VARIABLE = "twitcher.files";
    private static final AttachedFiles NONE = new AttachedFiles();

    /** By the very arrays that the command gets as its arguments. */
    private final Map<byte[], Attached> files = new IdentityHashMap<>();

    /** The argument that stands for {@code file} from now on. */
    public byte[] argument(Attached file) {
        byte[] argument = file.bytes().toByteArray();
        files.put(argument, file);
        return argument;
    }

    /** Makes them the files of {@code session}. */
    public void putInto(CommandSession session) {
        session.put(VARIABLE, this);
    }

    static AttachedFiles of(CommandSession session) {
        return session.get(VARIABLE) instanceof AttachedFiles files ? files : NONE;
    }

    /** The files among {@code arguments}, which must all be some. */
    List<Attached> all(Object[] arguments, Arguments words) {
        words.noOption(texts(arguments));
        return List.of(arguments).stream()
                .map(argument -> find(argument, words))
                .toList();
    }

    private Attached find(Object argument, Arguments words) {
        if (argument instanceof byte[] bytes && files.containsKey(bytes)) {
            return files.get(bytes);
        }
        String name = text(argument);
        throw name.isBlank()
                ? words.misuse("an argument is empty")
                : words.misuse(
                        "no file is opened in a session; at a terminal: twitcher " + words.command() + " " + name);
    }

    private static Collection<String> texts(Object... arguments) {
        return List.of(arguments).stream()
                .filter(argument -> !(argument instanceof byte[]))
                .map(AttachedFiles::text)
                .toList();
    }

    private static String text(Object argument) {
        return argument instanceof byte[] ? "FILE" : String.valueOf(argument);
    }

    /** What the reader of the watched folder is shown. */
    static Candidate candidate(Attached file, Optional<String> as, Candidate.Trust trust) {
        Optional<Path> path =
                Optional.of(file.origin().path()).filter(p -> !p.isEmpty()).map(Path::of);
        Map<String, Candidate.Part> modules = file.beside().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> part(entry.getValue())));
        return new Candidate(as.orElse(file.name()), path, part(file), modules, trust);
    }

    private static Candidate.Part part(Attached file) {
        List<Candidate.Step> way = file.origin().way().stream()
                .map(step -> new Candidate.Step(step.path(), step.owner(), step.mode()))
                .toList();
        return new Candidate.Part(file.bytes(), way);
    }
}
