package twitcher.exec;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A question to the name services, asked in a process of its own, so that one that hangs or crashes does no harm. */
final class Question {
    private static final int PATIENCE_SECONDS = 10;

    private Question() {}

    /**
     * What {@code command} prints; empty if it knows no answer.
     *
     * @throws SpawnFailure if it cannot be asked or does not answer in time
     */
    static Optional<String> ask(List<String> command) throws SpawnFailure {
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectInput(new File("/dev/null"))
                    .redirectError(new File("/dev/null"));
            Map<String, String> environment = builder.environment();
            environment.put("LC_ALL", "C");
            return answer(builder.start(), String.join(" ", command));
        } catch (IOException e) {
            throw SpawnFailure.passing("users and groups cannot be looked up: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw SpawnFailure.passing("users and groups cannot be looked up: interrupted");
        }
    }

    private static Optional<String> answer(Process process, String command)
            throws SpawnFailure, IOException, InterruptedException {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw SpawnFailure.passing(command + ": no answer within " + PATIENCE_SECONDS + " s");
            }
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.exitValue() == 0 && !text.isBlank() ? Optional.of(text) : Optional.empty();
        } finally {
            process.destroyForcibly();
            process.getInputStream().close();
        }
    }
}
