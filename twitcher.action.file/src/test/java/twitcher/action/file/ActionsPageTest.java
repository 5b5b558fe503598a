package twitcher.action.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import twitcher.api.settings.SettingRecord;

/** {@code -Dtwitcher.update=true} writes the page anew. */
class ActionsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "actions.md");
    private static final String BEGIN = "<!-- Made from the settings of file. -->\n";
    private static final String END = "<!-- End of file. -->\n";

    @Test
    void pageIsWhatTheSettingsSay() throws IOException {
        String table = SettingRecord.of(FileSettings.class).table().markdown();
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        if (Boolean.getBoolean("twitcher.update")) {
            Files.writeString(PAGE, page.substring(0, begin) + table + page.substring(end));
        } else {
            assertThat(page.substring(begin, end)).isEqualTo(table);
        }
    }
}
