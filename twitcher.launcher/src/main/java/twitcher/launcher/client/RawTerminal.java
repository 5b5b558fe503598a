package twitcher.launcher.client;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The terminal on standard input, which can be made to pass every key on as it is. By {@code stty}: Java cannot do it.
 * Any thread.
 */
class RawTerminal {
    private Optional<String> settings = Optional.empty();

    /**
     * Makes it raw. May be called again, after something else has altered it.
     *
     * @throws IOException if that cannot be done, with words for the user
     */
    synchronized void makeRaw() throws IOException {
        if (settings.isEmpty()) {
            settings = Optional.of(stty("-g").strip());
        }
        stty("raw", "-echo");
    }

    /** Makes it what it was before. May be called again. */
    synchronized void restore() {
        try {
            if (settings.isPresent()) {
                stty(settings.get());
            }
        } catch (IOException e) {
            // The terminal is gone, and nobody left to be told.
        }
    }

    /** Rows and columns; empty: it does not tell. */
    Optional<int[]> size() {
        try {
            String[] numbers = stty("size").strip().split(" ");
            return Optional.of(new int[] {Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1])});
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static String stty(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("stty"));
        command.addAll(List.of(arguments));
        Process stty = new ProcessBuilder(command)
                .redirectInput(Redirect.INHERIT)
                .redirectErrorStream(true)
                .start();
        String said = new String(stty.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (stty.waitFor() != 0) {
                throw new IOException(said.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        return said;
    }
}
