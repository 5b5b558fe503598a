package bench;

import java.io.File;
import java.nio.file.Path;

/** The Java that runs this, for child processes. */
final class Java {
    private Java() {}

    static String command() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** The bench's jar and everything beside it. */
    static String classPath() {
        String jar = System.getProperty("java.class.path");
        return jar + File.pathSeparator + Path.of(jar).resolveSibling("lib") + "/*";
    }
}
