package twitcher.shell.command;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import twitcher.api.settings.Nearest;

/**
 * What a command was given besides its options. Commands take everything that Gogo does not recognise, so that it is
 * checked here and refused in words.
 *
 * @param command the command's name
 * @param given what is left
 * @param options the options there are
 */
record Arguments(String command, List<String> given, List<String> options) {
    /** The descriptor of what a command takes only to refuse it. */
    static final String NONE = ": nothing";
    /** What an option that is not given has for a value: nothing that is typed holds a zero character. */
    static final String ABSENT = "\0";
    /** The options of every listing. */
    static final List<String> LISTING = List.of("-o", "--output", "--no-color");

    static Arguments of(String command, String[] given, String... options) {
        return new Arguments(command, List.of(given), List.of(options));
    }

    static Arguments ofListing(String command, String[] given) {
        return new Arguments(command, List.of(given), LISTING);
    }

    /** Checks that there are none. */
    void none() {
        atMostOne("no argument");
        if (!given.isEmpty()) {
            throw misuse("takes no argument, was given '" + given.get(0) + "'");
        }
    }

    /** The only one. */
    String one(String what) {
        return atMostOne(what).orElseThrow(() -> misuse("needs " + what));
    }

    /** The only one, if there is one. */
    Optional<String> atMostOne(String what) {
        given.stream().filter(this::looksLikeOption).findFirst().ifPresent(this::unknownOption);
        if (given.size() > 1) {
            throw misuse("takes " + what + ", was given " + given.size() + " arguments");
        }
        return given.stream().findFirst().filter(this::notEmpty);
    }

    /** The value of an option, if it was given: empty is no value. */
    Optional<String> option(String name, String value) {
        if (value.isBlank()) {
            throw misuse(name + ": an argument is empty");
        }
        return Optional.of(value).filter(given -> !given.equals(ABSENT));
    }

    /** Checks that none of {@code words} is meant to be an option. */
    void noOption(Collection<String> words) {
        words.stream().filter(this::looksLikeOption).findFirst().ifPresent(this::unknownOption);
    }

    private boolean looksLikeOption(String argument) {
        return argument.startsWith("-") && argument.length() > 1;
    }

    private boolean notEmpty(String argument) {
        if (argument.isBlank()) {
            throw misuse("an argument is empty");
        }
        return true;
    }

    private void unknownOption(String option) {
        String hint = Nearest.to(option, options)
                .map(nearest -> "; did you mean " + nearest + "?")
                .orElse(options.isEmpty() ? "" : "; there are " + String.join(", ", options));
        throw misuse(option + ": unknown option" + hint);
    }

    /** Says what is wrong, and where help is. */
    Misuse misuse(String words) {
        return new Misuse(words + " (see 'help " + command + "')");
    }
}
