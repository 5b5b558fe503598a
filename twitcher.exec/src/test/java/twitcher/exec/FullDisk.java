package twitcher.exec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import twitcher.api.Outcome;
import twitcher.api.Payload;
import twitcher.api.action.RunningAction;

/** A daemon whose state directory, in a mount namespace of its own, has no room, and then has. Says what came of it. */
final class FullDisk {
    private static final Payload LARGE = Payload.ofText("x".repeat(2_000_000));

    private FullDisk() {}

    public static void main(String[] args) throws Exception {
        Path state = Files.createDirectories(Path.of(args[0]).resolve("state"));
        mount("-t", "tmpfs", "-o", "size=1m,nr_inodes=100", "tmpfs", state.toString());
        try (Bed bed = new Bed(BackendKind.valueOf(args[1]), state)) {
            System.out.println("before: " + bed.run("true").outcome());
            RunningAction user = bed.start("sleep 1000"); // of the files that the one before left
            List<Path> ballast = fill(state);
            System.out.println("no file: " + bed.run("true").outcome());
            user.stop();
            Bed.end(user);
            System.out.println("left ones: " + bed.run("true").outcome());
            for (Path file : ballast) {
                Files.delete(file);
            }
            System.out.println("no bytes: " + read(bed));
            System.out.println(
                    "output: " + bed.run("head -c 2000000 /dev/zero; exit 0").outcome());
            mount("-o", "remount,size=8m,nr_inodes=100", state.toString());
            System.out.println("room: " + read(bed));
            System.out.println("left: " + bed.files().size());
        }
    }

    private static Outcome read(Bed bed) {
        return Bed.end(bed.start("cat >/dev/null", LARGE)).outcome();
    }

    /** Makes files until no more can be made. */
    private static List<Path> fill(Path folder) {
        List<Path> made = new ArrayList<>();
        try {
            while (made.size() < 100) {
                made.add(Files.createFile(folder.resolve("ballast" + made.size())));
            }
        } catch (IOException e) {
            return made;
        }
        throw new IllegalStateException("the disk is not full");
    }

    private static void mount(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("mount"));
        command.addAll(List.of(arguments));
        int status = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (status != 0) {
            throw new IllegalStateException(command + ": exit " + status);
        }
    }
}
