package twitcher.shell.it.commands;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Process;
import twitcher.shell.it.board.Board;

/** Commands of another bundle. */
public final class TestCommands {
    @Descriptor("prints its arguments, a line each")
    public void echo(String... arguments) {
        List.of(arguments).forEach(System.out::println);
    }

    public void both() {
        System.out.println("to out");
        System.err.println("to err");
    }

    public void fail() throws IOException {
        throw new IOException("the disk is\n full");
    }

    public void bug() {
        throw new NullPointerException();
    }

    public void late() {
        throw new IllegalStateException("zk1:2181 did not answer in 5 s", new TimeoutException());
    }

    public void wrong(@Descriptor("PATH: of something") String path) {
        throw new IllegalArgumentException("path: must start with '/', was: " + path);
    }

    public void block() throws InterruptedException {
        Board.blocked.countDown();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Board.interrupted.countDown();
            throw e;
        }
    }

    public void flood(int kilobytes) {
        byte[] kilobyte = new byte[1024];
        for (int i = 0; i < kilobytes; i++) {
            System.out.write(kilobyte, 0, kilobyte.length);
        }
    }

    public void take(String name, byte[] data) {
        Board.taken = data;
    }

    public void take(String name, String text) {
        Board.taken = ("text " + text).getBytes(StandardCharsets.UTF_8);
    }

    public void coded() {
        Process.Utils.current().error(7);
    }

    public String text() {
        return "grüße";
    }

    public List<String> list() {
        return List.of("one", "two");
    }
}
