package twitcher.api.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Run with {@code -Dtwitcher.update=true} to write the page anew. */
class SettingsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "settings.md");
    private static final String BEGIN = "<!-- Made from the table of settings. -->\n";
    private static final String END = "<!-- End of the table. -->\n";

    @Test
    void pageIsWhatTheTableSays() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        if (Boolean.getBoolean("twitcher.update")) {
            Files.writeString(PAGE, page.substring(0, begin) + WatchSettings.TABLE.markdown() + page.substring(end));
        } else {
            assertThat(page.substring(begin, end)).isEqualTo(WatchSettings.TABLE.markdown());
        }
    }
}
