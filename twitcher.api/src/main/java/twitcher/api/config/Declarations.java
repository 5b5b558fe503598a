package twitcher.api.config;

import java.util.List;
import twitcher.api.settings.Problem;
import twitcher.api.settings.Value;

/**
 * What a language made of a file.
 *
 * @param watches the raw settings of each watch, in the order of the file
 * @param problems everything that is wrong with it, all at once; with any, nothing of the file takes effect
 */
public record Declarations(List<Value.Fields> watches, List<Problem> problems) {
    public Declarations {
        watches = List.copyOf(watches);
        problems = List.copyOf(problems);
    }

    /** A file without a fault. */
    public static Declarations of(List<Value.Fields> watches) {
        return new Declarations(watches, List.of());
    }

    /** A file from which nothing could be read. */
    public static Declarations refused(Problem... problems) {
        return new Declarations(List.of(), List.of(problems));
    }
}
