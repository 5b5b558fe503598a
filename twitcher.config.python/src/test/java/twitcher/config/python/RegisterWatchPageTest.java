package twitcher.config.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page shows the very rows that {@link RegisterWatchTest} tries. */
final class RegisterWatchPageTest {
    private static final Path PAGE = Path.of("..", "docs", "python.md");
    private static final Path ROWS = Path.of("src/test/resources/twitcher/config/python/register-watch.csv");

    @Test
    void everyRowOfThePageIsTriedAndEveryTriedOneIsOnThePage() throws IOException {
        List<String> shown = Files.readAllLines(PAGE).stream()
                .dropWhile(line -> !line.equals("## Arguments of RegisterWatch"))
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.replace("&gt;", ">"))
                .toList();
        List<String> tried = Files.readAllLines(ROWS).stream()
                .filter(line -> !line.isBlank())
                .map(RegisterWatchPageTest::shown)
                .toList();
        assertThat(shown).hasSizeGreaterThan(100).isEqualTo(tried);
    }

    private static String shown(String row) {
        String[] cells = row.split("\\|", 2);
        return "| `" + cells[0] + "` | " + (cells[1].isEmpty() ? "taken" : cells[1]) + " |";
    }
}
