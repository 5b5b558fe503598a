package twitcher.config;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import twitcher.api.admin.ConfigFiles.Accept;
import twitcher.api.config.WatchFile;

/**
 * A program, run in a mount namespace of its own: mounts and unmounts the folder that a gate watches, and writes down
 * what became of its watches.
 */
final class UnmountedGate {
    private final Path directory;
    private final Path folder;
    private final RealFramework gate;

    private UnmountedGate(Path directory) throws IOException, InterruptedException {
        this.directory = directory;
        folder = Files.createDirectories(directory.resolve("folder"));
        mount();
        gate = new RealFramework(folder, directory.resolve("state"));
        gate.register(new LineLanguage(), "lines", "twc");
    }

    public static void main(String[] arguments) throws Exception {
        UnmountedGate program = new UnmountedGate(Path.of(arguments[0]));
        program.steps();
        program.gate.close();
    }

    private void steps() throws IOException, InterruptedException {
        files();
        await().atMost(RealFramework.SOON).until(() -> gate.readings().size() == 2);
        step("mounted");
        run("umount", folder.toString());
        step("unmounted");
        mount();
        step("mounted empty");
        files();
        step("mounted with its files");
        Files.delete(folder.resolve("a.twc"));
        Files.delete(folder.resolve("b.twc"));
        step("its files deleted");
    }

    private void files() throws IOException {
        Files.writeString(folder.resolve("a.twc"), "/a date\n");
        Files.writeString(folder.resolve("b.twc"), "/b date\n");
    }

    private void mount() throws IOException, InterruptedException {
        run("mount", "-t", "tmpfs", "-o", "mode=755", "tmpfs", folder.toString());
    }

    private static void run(String... command) throws IOException, InterruptedException {
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", command) + ": failed");
        }
    }

    private void step(String name) throws IOException {
        String words = gate.files().rescan(Accept.KEEP_GUARD);
        Map<String, WatchFile> readings = gate.readings();
        int watches =
                readings.values().stream().mapToInt(r -> r.watches().size()).sum();
        boolean held = readings.values().stream().anyMatch(WatchFile::held);
        String line = name + ": " + (words.contains("HELD") ? "HELD" : "in order") + ", " + watches + " watches, held "
                + held + "\n";
        Files.writeString(directory.resolve("steps"), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
