package twitcher.launcher;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where and how the program was started. The script {@code bin/twitcher} says so by system properties, because the JVM
 * cannot know.
 *
 * @param home the distribution: {@code lib}, {@code bundles}, {@code etc}
 * @param cwd the folder that relative paths of the command line are meant from
 * @param sourceTree the source tree, if the script was started from one
 * @param terminal what is at the other end of the standard streams
 * @param environment environment variables
 */
public record Invocation(
        Path home, Path cwd, Optional<Path> sourceTree, Terminal terminal, Map<String, String> environment) {
    /** As the script told this JVM; started without it, the working directory stands for what is missing. */
    static Invocation current() {
        Path cwd = Path.of(System.getProperty("twitcher.cwd", System.getProperty("user.dir")));
        Path home = Path.of(System.getProperty("twitcher.home", cwd.toString()));
        Optional<Path> sourceTree = variable("twitcher.source_tree").map(Path::of);
        return new Invocation(home, cwd, sourceTree, Terminal.current(), System.getenv());
    }

    /** Whether the script has detached this process, and waits for {@link Daemon#READY} on its standard error. */
    static boolean isDetached() {
        return Boolean.getBoolean("twitcher.detached");
    }

    private static Optional<String> variable(String name) {
        return Optional.ofNullable(System.getProperty(name)).filter(value -> !value.isEmpty());
    }

    /** The absolute path that the user meant. */
    public Path absolute(Path path) {
        return cwd.resolve(path).normalize();
    }

    /** The state directory that the environment names. */
    public Optional<Path> stateDirectoryOfEnvironment() {
        return Optional.ofNullable(environment.get("TWITCHER_STATE_DIR"))
                .filter(value -> !value.isEmpty())
                .map(value -> absolute(Path.of(value)));
    }
}
