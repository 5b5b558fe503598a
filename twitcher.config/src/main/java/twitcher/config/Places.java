package twitcher.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.BundleContext;

/**
 * Where the gate keeps what it has to know later. What belongs to ids is kept in the state directory, for good; what was
 * done to this framework, in this bundle's own area, which goes with the framework's.
 *
 * @param state the state directory
 * @param names default names of watches
 * @param published the files that readings are published of
 * @param installed the fingerprint of each installed bundle, by file
 * @param applied the file of each configuration, by PID
 * @param copies a directory for copies of jars, empty at first
 * @param temporary a directory for File Install
 */
record Places(
        Path state, Journal names, Journal published, Journal installed, Journal applied, Path copies, Path temporary) {
    private static final Pattern EFFECTIVE_UID = Pattern.compile("(?m)^Uid:\\s+\\d+\\s+(\\d+)");

    static Places of(BundleContext context, Path state) {
        try {
            Path own = Files.createDirectories(state.resolve("config"));
            Path area = context.getDataFile("").toPath();
            Path copies = Files.createDirectories(area.resolve("copies"));
            clear(copies);
            return new Places(
                    state,
                    new Journal(own.resolve("names")),
                    new Journal(area.resolve("published")),
                    new Journal(area.resolve("installed")),
                    new Journal(area.resolve("applied")),
                    copies,
                    own.resolve("fileinstall"));
        } catch (IOException e) {
            throw new UncheckedIOException("the state directory cannot be used: " + e.getMessage(), e);
        }
    }

    /** The user that the daemon runs as. */
    static int ownUid() {
        try {
            Matcher uid = EFFECTIVE_UID.matcher(Files.readString(Path.of("/proc/self/status")));
            if (uid.find()) {
                return Integer.parseInt(uid.group(1));
            }
            throw new IllegalStateException("/proc/self/status: must name the user of this daemon, has no Uid line");
        } catch (IOException e) {
            throw new UncheckedIOException("/proc: must be mounted, for it names the user of this daemon", e);
        }
    }

    private static void clear(Path directory) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                Files.delete(entry);
            }
        }
    }
}
