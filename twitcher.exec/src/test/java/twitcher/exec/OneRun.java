package twitcher.exec;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import twitcher.api.Payload;
import twitcher.api.Surroundings;

/** A daemon that starts one run and then waits to be killed. */
final class OneRun {
    private OneRun() {}

    public static void main(String[] args) throws InterruptedException {
        Bed bed = new Bed(BackendKind.valueOf(args[0]), Path.of(args[1]));
        List<String> argv = List.of("/bin/sh", "-c", args[3], "sh", args[4]);
        bed.start(args[2], argv, Payload.EMPTY, Surroundings.DEFAULT);
        new CountDownLatch(1).await();
    }
}
