package twitcher.config;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import twitcher.config.Names.Named;

/** The default names that each file's watches have, on disk, so that ids outlive a restart. On the gate's thread. */
final class NameStore {
    private static final Pattern NAME = Pattern.compile("(\\d+)=(\\w+)");

    private final Journal journal;

    NameStore(Journal journal) {
        this.journal = journal;
    }

    /** The default names of a file's watches, in the order of the file. */
    List<Named> of(String file) {
        List<Named> names = new ArrayList<>();
        Matcher name = NAME.matcher(journal.get(file).orElse(""));
        while (name.find()) {
            names.add(new Named(file + "-" + name.group(1), name.group(2)));
        }
        return names;
    }

    /** Remembers them; to be called before the names are used. */
    void put(String file, List<Named> names) {
        if (names.isEmpty()) {
            journal.remove(file);
        } else {
            journal.put(
                    file,
                    String.join(" ", names.stream().map(n -> text(file, n)).toList()));
        }
    }

    /** Forgets every file that {@code wanted} does not accept. */
    void keepOnly(Predicate<String> wanted) {
        journal.keepOnly(wanted);
    }

    private static String text(String file, Named named) {
        return named.name().substring(file.length() + 1) + "=" + named.content();
    }
}
