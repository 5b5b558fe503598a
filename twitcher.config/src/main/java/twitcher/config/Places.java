package twitcher.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.osgi.framework.BundleContext;

/**
 * Where the gate keeps what it has to know later. What belongs to ids is kept in the state directory, for good; what was
 * done to this framework, in this bundle's own area, which goes with the framework's.
 *
 * @param names default names of watches
 * @param published the files that readings are published of
 * @param installed the fingerprint of each installed bundle, by file
 * @param applied the file of each configuration, by PID
 * @param copies a directory for copies of jars, empty at first
 * @param temporary a directory for File Install
 */
record Places(Journal names, Journal published, Journal installed, Journal applied, Path copies, Path temporary) {
    static Places of(BundleContext context, Path state) {
        try {
            Path own = Files.createDirectories(state.resolve("config"));
            Path area = context.getDataFile("").toPath();
            Path copies = Files.createDirectories(area.resolve("copies"));
            clear(copies);
            return new Places(
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
            return Mark.of(Path.of("/proc/self")).owner();
        } catch (IOException e) {
            throw new UncheckedIOException("/proc: must be mounted, for it tells who this daemon is", e);
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
