package twitcher.itest.faults;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A file system of its own, which may be full; none where the test may not mount one. */
final class SmallDisk implements Closeable {
    private static final String SIZE = "size=96m,mode=700";

    private final Path folder;
    private final boolean mounted;

    private SmallDisk(Path folder, boolean mounted) {
        this.folder = folder;
        this.mounted = mounted;
    }

    /** Mounts one at {@code folder}, if it can. */
    static SmallDisk at(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Process mount = new ProcessBuilder("mount", "-t", "tmpfs", "-o", SIZE, "twitcher-faults", folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new SmallDisk(folder, mount.waitFor() == 0);
    }

    /** Whether it can be filled. */
    boolean works() {
        return mounted;
    }

    private Path filler() {
        return folder.resolve("filler");
    }

    /** Leaves no byte free. */
    void fill() throws IOException {
        try (OutputStream out = Files.newOutputStream(filler())) {
            for (int size = 1 << 16; size > 0; size /= 2) {
                write(out, new byte[size]);
            }
        }
    }

    private static void write(OutputStream out, byte[] block) {
        try {
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            // full, for a block of this size
        }
    }

    void drain() throws IOException {
        Files.deleteIfExists(filler());
    }

    @Override
    public void close() throws IOException {
        if (mounted) {
            new ProcessBuilder("umount", "-l", folder.toString())
                    .start()
                    .onExit()
                    .join();
        }
    }
}
