package twitcher.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A command line that begins with a command, or with {@code --state_dir} and a command: recognized without the library
 * that reads flags, because that takes longer than all the rest of a client.
 *
 * @param stateDirectory as typed
 * @param command the command and its arguments
 */
record ClientCall(Optional<Path> stateDirectory, List<String> command) {
    private static final String FLAG = "--state_dir";
    private static final int SHORTEST_PREFIX = "--s".length();

    /** Empty: flags have to be read, by {@link Flags}. */
    static Optional<ClientCall> of(String... arguments) {
        List<String> words = List.of(arguments);
        if (words.isEmpty()) {
            return Optional.empty();
        }
        String first = words.get(0);
        int equals = first.indexOf('=');
        if (!first.startsWith("-")) {
            return call(null, words);
        }
        if (equals > 0 && isFlag(first.substring(0, equals))) {
            return call(first.substring(equals + 1), words.subList(1, words.size()));
        }
        if (isFlag(first) && words.size() > 1) {
            return call(words.get(1), words.subList(2, words.size()));
        }
        return Optional.empty();
    }

    private static boolean isFlag(String name) {
        return name.length() >= SHORTEST_PREFIX && FLAG.startsWith(name);
    }

    private static Optional<ClientCall> call(String stateDirectory, List<String> command) {
        boolean hasCommand = !command.isEmpty() && !command.get(0).startsWith("-");
        return hasCommand
                ? Optional.of(new ClientCall(Optional.ofNullable(stateDirectory).map(Path::of), command))
                : Optional.empty();
    }
}
