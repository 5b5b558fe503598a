package twitcher.action.file;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small file system of its own; only for root. */
final class Tmpfs {
    private final Path folder;

    private Tmpfs(Path folder) {
        this.folder = folder;
    }

    /** One of {@code kilobytes} on {@code folder}; skips the test where that is not allowed. */
    static Tmpfs on(Path folder, int kilobytes) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        boolean mounted =
                run("mount", "-t", "tmpfs", "-o", "mode=755,size=" + kilobytes + "k", "tmpfs", folder.toString());
        assumeTrue(mounted, "needs root, and mount");
        return new Tmpfs(folder);
    }

    /** From now on nobody can write to it. */
    void seal() throws IOException, InterruptedException {
        run("mount", "-o", "remount,ro", folder.toString());
    }

    /** Takes it away. */
    void unmount() throws IOException, InterruptedException {
        run("umount", folder.toString());
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    }
}
