package twitcher.config.json;

import twitcher.api.settings.Location;
import twitcher.api.settings.Problem;

/** A text that is not JSON. It ends the reading of a file and never leaves this package. */
final class SyntaxException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    SyntaxException(Location at, String words) {
        super(words, null, false, false);
        problem = new Problem(at, words);
    }

    Problem problem() {
        return problem;
    }
}
