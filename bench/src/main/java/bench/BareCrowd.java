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
    private static final String CONNECTED = "connected";
    private static final String ARMED = "armed";

    private final Process process;
    private final BufferedReader said;

    private BareCrowd(Process process) throws IOException {
        this.process = process;
        this.said = process.inputReader();
        await(CONNECTED);
    }

    /**
     * Connects to a server, arms {@code args[2]} nodes of {@link Bench#createNodes} when a byte comes, reads them again when
     * it has lost the connection and has one again, and stays. Says when it has a connection, and when all are armed.
     */
    public static void main(String[] args) throws Exception {
        int count = Integer.parseInt(args[2]);
        try (Floor floor = new Floor(Client.connect(args[0]), List.of("true"), count)) {
            System.out.println(CONNECTED);
            System.in.read();
            for (int i = 0; i < count; i++) {
                floor.arm(Bench.path(args[1], i));
            }
            floor.awaitArmed();
            System.out.println(ARMED);
            floor.awaitConnectedAgain();
            System.out.println(CONNECTED);
            floor.readAgain();
            new CountDownLatch(1).await();
        }
    }

    /** Starts it; returns when it has a connection. */
    static BareCrowd start(Bench bench, String nodes, int count) throws IOException {
        List<String> command = new ArrayList<>(List.of(Java.command()));
        command.addAll(OPTIONS);
        command.addAll(List.of("-cp", Java.classPath(), BareCrowd.class.getName()));
        command.addAll(List.of(bench.server().address(), nodes, Integer.toString(count)));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new BareCrowd(process);
    }

    /** Lets it arm its nodes. */
    void go() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
    }

    /** Waits until it has armed all. */
    void awaitArmed() throws IOException {
        await(ARMED);
    }

    /** Waits until it has lost its connection and has one again. */
    void awaitConnectedAgain() throws IOException {
        await(CONNECTED);
    }

    /** Processor time used so far, in clock ticks of 10 ms. */
    long ticks() throws IOException {
        return Daemon.ticks(process);
    }

    private void await(String words) throws IOException {
        if (!words.equals(said.readLine())) {
            throw new IOException("the bare client has ended");
        }
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
