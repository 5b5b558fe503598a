package twitcher.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ChangeTest {
    private final Map<String, Optional<Seen>> dealt = new HashMap<>();

    @Test
    void nothingChangedIsNoChange() {
        dealt.put("a.json", Optional.of(Marks.seen(1)));

        assertThat(Change.between(dealt, Marks.snapshot(Map.of("a.json", Marks.seen(1)))))
                .isEmpty();
    }

    @Test
    void newChangedAndDeletedFilesAreChanges() {
        dealt.put("changed.json", Optional.of(Marks.seen(1)));
        dealt.put("gone.json", Optional.of(Marks.seen(2)));

        assertThat(Change.between(
                        dealt, Marks.snapshot(Map.of("changed.json", Marks.seen(3), "new.json", Marks.seen(4)))))
                .containsExactlyInAnyOrder(
                        new Change("changed.json", Optional.of(Marks.seen(3))),
                        new Change("new.json", Optional.of(Marks.seen(4))),
                        new Change("gone.json", Optional.empty()));
    }

    @Test
    void aFileToBeDealtWithAnewIsAChangeHoweverItIs() {
        dealt.put("a.json", Optional.empty());

        assertThat(Change.between(dealt, Marks.snapshot(Map.of("a.json", Marks.seen(1)))))
                .containsExactly(new Change("a.json", Optional.of(Marks.seen(1))));
        assertThat(Change.between(dealt, Marks.snapshot(Map.of())))
                .containsExactly(new Change("a.json", Optional.empty()));
    }

    @Test
    void aFileThatIsNotToBeTrustedAnyMoreIsAChange() {
        Seen open = new Seen(Marks.seen(1).mark(), Optional.of("can be written by others"));
        dealt.put("a.json", Optional.of(Marks.seen(1)));

        assertThat(Change.between(dealt, Marks.snapshot(Map.of("a.json", open))))
                .containsExactly(new Change("a.json", Optional.of(open)));
    }

    @Test
    void filesInADirectoryThatCannotBeReadCountAsTheyWere() {
        dealt.put("deep/er/a.json", Optional.of(Marks.seen(1)));
        dealt.put("deeper/a.json", Optional.of(Marks.seen(2)));
        Snapshot now = new Snapshot(Marks.folder(1, 2), new TreeMap<>(), Map.of("deep", "permission denied"));

        assertThat(Change.between(dealt, now)).containsExactly(new Change("deeper/a.json", Optional.empty()));
    }
}
