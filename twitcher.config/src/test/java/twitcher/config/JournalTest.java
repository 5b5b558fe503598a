package twitcher.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private Path path;

    @BeforeEach
    void place(@TempDir Path directory) {
        path = directory.resolve("journal");
    }

    @Test
    void whatWasPutIsThereTheNextTime() {
        Journal journal = new Journal(path);
        journal.put("a b/ü\n.json", "1=x 2=y");
        journal.put("gone.json", "1=z");
        journal.put("a b/ü\n.json", "1=y");
        journal.remove("gone.json");

        Journal next = new Journal(path);
        assertThat(next.get("a b/ü\n.json")).contains("1=y");
        assertThat(next.keys()).containsExactly("a b/ü\n.json");
    }

    @Test
    void aTornLineCostsOnlyItself() throws Exception {
        Journal journal = new Journal(path);
        journal.put("a", "1");
        journal.put("b", "2");
        byte[] bytes = Files.readAllBytes(path);
        Files.write(path, java.util.Arrays.copyOf(bytes, bytes.length - 3));

        assertThat(new Journal(path).keys()).containsExactly("a");
    }

    @Test
    void garbageIsIgnoredAndWrittenAway() throws Exception {
        Journal journal = new Journal(path);
        journal.put("a", "1");
        Files.write(
                path, new byte[] {0, (byte) 0xff, '\n', '%', ' ', 'x', '\n'}, java.nio.file.StandardOpenOption.APPEND);

        Journal next = new Journal(path);
        next.put("b", "2");

        assertThat(new Journal(path).keys()).containsExactlyInAnyOrder("a", "b");
        assertThat(Files.readAllLines(path)).hasSize(2);
    }

    @Test
    void manyChangesDoNotMakeItGrowForever() throws Exception {
        Journal journal = new Journal(path);
        for (int i = 0; i < 5_000; i++) {
            journal.put("a", Integer.toString(i));
        }

        assertThat(Files.readAllLines(path).size()).isLessThan(1_100);
        assertThat(new Journal(path).get("a")).contains("4999");
    }

    @Test
    void keysThatAreNotWantedAreForgotten() {
        Journal journal = new Journal(path);
        journal.put("a", "1");
        journal.put("b", "2");

        journal.keepOnly("b"::equals);

        assertThat(new Journal(path).keys()).containsExactly("b");
    }

    @Test
    void aPlaceThatCannotBeWrittenStopsNothing(@TempDir Path directory) {
        Journal journal = new Journal(directory.resolve("missing/journal"));

        journal.put("a", "1");

        assertThat(journal.get("a")).contains("1");
    }
}
