package twitcher.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;

/** Which of the distribution's bundles a daemon runs. */
final class Bundles {
    private static final String ALWAYS = "bundles";
    private static final String DEVEL = "bundles.devel";
    /** Takes the standard input as soon as it starts, so it is there only for somebody at a terminal. */
    private static final String CONSOLE = "org.apache.felix.gogo.jline";

    private Bundles() {}

    /**
     * Their jars, in the order in which they start.
     *
     * @throws StartFailure if the distribution has no folder for them
     */
    static List<Path> of(DaemonSettings settings) throws StartFailure {
        Path home = settings.invocation().home();
        List<Path> jars = new ArrayList<>(jars(home.resolve(ALWAYS)));
        if (settings.devel() && Files.isDirectory(home.resolve(DEVEL))) {
            jars.addAll(jars(home.resolve(DEVEL)));
        }
        if (!settings.hasConsole()) {
            jars.removeIf(jar -> jar.getFileName().toString().startsWith(CONSOLE + "-"));
        }
        return jars;
    }

    /**
     * Whether it is the console. Its thread must not inherit a context class loader: JLine looks in that for what finds
     * out about terminals, and only without one in itself.
     */
    static boolean isConsole(Bundle bundle) {
        return CONSOLE.equals(bundle.getSymbolicName());
    }

    private static List<Path> jars(Path folder) throws StartFailure {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(path -> path.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new StartFailure("bundles in " + folder + ": " + Words.of(e)
                    + "; the distribution is not complete, unpack or build it again");
        }
    }
}
