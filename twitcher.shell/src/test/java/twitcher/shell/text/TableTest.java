package twitcher.shell.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableTest {
    private static final Screen PIPE = new Screen(0, 0, false, false);

    private final Table table = new Table("ID", "PATH")
            .row(Cell.of("a"), Cell.of("/a/rather/long/path"))
            .row(Cell.of("bbb"), Cell.of("/b"));

    @Test
    void columnsAreAsWideAsTheyMustBe() {
        assertThat(table.on(PIPE)).isEqualTo("ID   PATH\na    /a/rather/long/path\nbbb  /b\n");
    }

    @Test
    void theWidestColumnGivesWayFirst() {
        assertThat(table.on(screen(12))).isEqualTo("ID   PATH\na    /a/ra..\nbbb  /b\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 10, 12, 20, 23, 24, 80, 200})
    void noLineIsWiderThanTheScreen(int columns) {
        assertThat(table.on(screen(columns)).lines()).allMatch(line -> line.length() <= columns);
    }

    @Test
    void aScreenTooNarrowForAnythingStillShowsEachColumn() {
        assertThat(table.on(screen(1)).lines()).hasSize(3).allMatch(line -> line.length() <= 8);
    }

    @Test
    void toneNeedsAScreenWithColours() {
        Table toned = new Table("X").row(new Cell("bad", Tone.BAD));

        assertThat(toned.on(new Screen(80, 24, true, true))).contains("\u001b[31mbad\u001b[0m");
        assertThat(toned.on(PIPE)).doesNotContain("\u001b");
    }

    @Test
    void controlCharactersNeverReachTheScreen() {
        assertThat(new Table("X").row(Cell.of("a\u001b[2J\nb\u202e")).on(PIPE)).isEqualTo("X\na?[2J?b?\n");
    }

    @Test
    void wideAndCombiningCharactersAreMeasured() {
        Table wide = new Table("A", "B").row(Cell.of("日本"), Cell.of("x")).row(Cell.of("e\u0301"), Cell.of("y"));

        assertThat(wide.on(PIPE)).isEqualTo("A     B\n日本  x\ne\u0301     y\n");
    }

    @Test
    void aRowOfAnotherLengthIsABug() {
        assertThatThrownBy(() -> table.row(Cell.of("x"))).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"abcdef, 6, abcdef", "abcdef, 5, abc..", "abcdef, 2, ..", "abcdef, 1, .", "日本語, 5, 日..", "日本語, 4, 日.."})
    void aTextIsCutAtAWidth(String text, int width, String cut) {
        assertThat(Width.cut(text, width)).isEqualTo(cut);
    }

    private static Screen screen(int columns) {
        return new Screen(columns, 24, false, true);
    }
}
