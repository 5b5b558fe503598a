package twitcher.itest.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Asks a daemon for its status, again and again, and notes how long it takes to answer a client: a shell in a session of
 * its own, as an operator's terminal is, so that the kernel gives it an operator's share of the processors.
 */
public final class Questioner implements AutoCloseable {
    /** Arguments: a file at whose presence it ends, the client and its arguments. */
    private static final String LOOP = "enough=$1; shift; while :; do begin=$EPOCHREALTIME; \"$@\" >/dev/null; code=$?;"
            + " echo $code $begin $EPOCHREALTIME; if [ -e \"$enough\" ]; then break; fi; done";

    private final Process shell;
    private final Path folder;

    private Questioner(Process shell, Path folder) {
        this.shell = shell;
        this.folder = folder;
    }

    /** Asks a number of times; returns nanoseconds, each with the start of the client's process. */
    public static List<Long> ask(Daemon daemon, int times) throws Exception {
        List<Long> nanos = new ArrayList<>();
        while (nanos.size() < times) {
            try (Questioner once = start(daemon)) {
                nanos.addAll(once.answers());
            }
        }
        return nanos;
    }

    /** Asks until it is told to end. */
    public static Questioner start(Daemon daemon) throws IOException {
        Path folder = Files.createTempDirectory("questioner");
        List<String> command = new ArrayList<>(List.of("setsid", "bash", "-c", LOOP, "questioner"));
        command.add(folder.resolve("enough").toString());
        command.addAll(daemon.client());
        command.add("status");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(folder.resolve("answers").toFile())
                .redirectError(folder.resolve("errors").toFile());
        builder.environment().put("LC_ALL", "C"); // a point in EPOCHREALTIME
        return new Questioner(builder.start(), folder);
    }

    /** Ends it; returns nanoseconds, at least one. Fails if one question was not answered. */
    public List<Long> answers() throws Exception {
        Files.createFile(folder.resolve("enough"));
        assertThat(shell.waitFor(120, TimeUnit.SECONDS)).isTrue();
        List<Long> nanos = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("answers"))) {
            String[] words = line.split(" ");
            assertThat(words[0])
                    .describedAs(Files.readString(folder.resolve("errors")))
                    .isEqualTo("0");
            BigDecimal seconds = new BigDecimal(words[2]).subtract(new BigDecimal(words[1]));
            nanos.add(seconds.movePointRight(9).longValueExact());
        }
        return nanos;
    }

    @Override
    public void close() throws IOException {
        shell.destroyForcibly();
        for (String file : List.of("enough", "answers", "errors")) {
            Files.deleteIfExists(folder.resolve(file));
        }
        Files.delete(folder);
    }
}
