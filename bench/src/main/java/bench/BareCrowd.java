package bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Many nodes watched by a bare ZooKeeper client in a process of its own, with the daemon's options for its JVM. */
final class BareCrowd implements AutoCloseable {
    private static final List<String> OPTIONS = List.of(
            "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-XX:+UseSerialGC", "-Xms16m", "-Xmx384m", "-Xshare:auto");

    private final Process process;
    private final BufferedReader said;
    private final double armedMillis;

    private BareCrowd(Process process, BufferedReader said, double armedMillis) {
        this.process = process;
        this.said = said;
        this.armedMillis = armedMillis;
    }

    /** Arms {@code args[2]} nodes of {@link Bench#createNodes} at a server, says how long that took, and stays. */
    public static void main(String[] args) throws Exception {
        int count = Integer.parseInt(args[2]);
        long begin = System.nanoTime();
        try (Floor floor = new Floor(Client.connect(args[0]), List.of("true"), count)) {
            for (int i = 0; i < count; i++) {
                floor.arm(Bench.path(args[1], i));
            }
            floor.awaitArmed();
            System.out.println((System.nanoTime() - begin) / 1e6);
            System.out.println(floor.awaitAgain() / 1e6);
            new CountDownLatch(1).await();
        }
    }

    /** Starts it; returns when all are armed. */
    static BareCrowd start(Bench bench, String nodes, int count) throws IOException {
        List<String> command = new ArrayList<>(List.of(Java.command()));
        command.addAll(OPTIONS);
        command.addAll(List.of("-cp", Java.classPath(), BareCrowd.class.getName()));
        command.addAll(List.of(bench.server().address(), nodes, Integer.toString(count)));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader said = process.inputReader();
        return new BareCrowd(process, said, next(said));
    }

    /** How long the arming took, from before the connection was made. */
    double armedMillis() {
        return armedMillis;
    }

    /** Waits until it has reconnected and read everything again; how long that took, once it was connected. */
    double awaitAgain() throws IOException {
        return next(said);
    }

    /** Processor time used so far, in clock ticks of 10 ms. */
    long ticks() throws IOException {
        return Daemon.ticks(process);
    }

    private static double next(BufferedReader said) throws IOException {
        String figure = said.readLine();
        if (figure == null) {
            throw new IOException("the bare client has ended");
        }
        return Double.parseDouble(figure);
    }

    Memory memory() throws IOException {
        return Memory.of(process);
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
