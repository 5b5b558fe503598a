package twitcher.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import twitcher.config.Names.Named;
import twitcher.config.Names.Wanted;

class NamesTest {
    private List<Named> before = List.of();

    /** Names watches by their contents; {@code =x} is the watch of that description. Remembers them for the next time. */
    private String give(String contents) {
        List<Wanted> wanted = wanted(contents);
        List<String> names = Names.give("f", before, wanted);
        before = Names.remember(wanted, names);
        return String.join(" ", names);
    }

    private static List<Wanted> wanted(String contents) {
        List<Wanted> wanted = new ArrayList<>();
        for (String content : contents.isEmpty() ? new String[0] : contents.split(" ")) {
            boolean described = content.startsWith("=");
            wanted.add(new Wanted(described ? Optional.of(content.substring(1)) : Optional.empty(), content));
        }
        return wanted;
    }

    @Test
    void newWatchesAreNumberedByTheirPlace() {
        assertThat(give("A B =own C")).isEqualTo("f-1 f-2 own f-4");
    }

    @Test
    void aWatchInsertedAtTheTopDisturbsNoOther() {
        give("A B C");
        assertThat(give("X A B C")).isEqualTo("f-4 f-1 f-2 f-3");
    }

    @Test
    void aWatchInsertedInTheMiddleOrAtTheEndDisturbsNoOther() {
        give("A B C");
        assertThat(give("A X B C Y")).isEqualTo("f-1 f-4 f-2 f-3 f-5");
    }

    @Test
    void aRemovedWatchTakesItsNameWithIt() {
        give("A B C");
        assertThat(give("A C")).isEqualTo("f-1 f-3");
        assertThat(give("A C D")).isEqualTo("f-1 f-3 f-4");
    }

    @Test
    void aChangedWatchKeepsItsName() {
        give("A B C");
        assertThat(give("A X C")).isEqualTo("f-1 f-2 f-3");
    }

    @Test
    void aChangedWatchKeepsItsNameBesideAnInsertedOne() {
        give("A B C");
        assertThat(give("X A Y C")).isEqualTo("f-4 f-1 f-2 f-3");
    }

    @Test
    void everyWatchChangedIsMatchedByPlace() {
        give("A B C");
        assertThat(give("X Y Z")).isEqualTo("f-1 f-2 f-3");
    }

    @Test
    void theLastWatchChangedKeepsItsNameBehindAnInsertedOne() {
        give("A B");
        assertThat(give("A X Y")).isEqualTo("f-1 f-2 f-3");
    }

    @Test
    void watchesThatChangePlacesTakeTheirNamesAlong() {
        give("A B C");
        assertThat(give("C A B")).isEqualTo("f-3 f-1 f-2");
    }

    @Test
    void equalWatchesAreTwo() {
        assertThat(give("A A A")).isEqualTo("f-1 f-2 f-3");
        assertThat(give("A A")).isEqualTo("f-1 f-2");
    }

    @Test
    void aDescriptionThatLooksLikeADefaultIsNotGivenTwice() {
        give("A B");
        assertThat(give("=f-1 A B")).isEqualTo("f-1 f-3 f-2");
    }

    @Test
    void namesAreDistinctAndEqualContentKeepsItsNamesWhateverHappens() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<String> contents = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            List<Named> earlier = before;
            change(contents, random);
            List<Wanted> wanted = wanted(String.join(" ", contents));
            List<String> names = Names.give("f", earlier, wanted);
            before = Names.remember(wanted, names);
            assertThat(names).as("seed %d, round %d", seed, i).doesNotHaveDuplicates();
            for (String content : contents) {
                List<String> had = namesOf(content, earlier);
                List<String> has = namesOf(content, before);
                assertThat(has.size() <= had.size() ? had : has)
                        .as("seed %d, round %d, %s", seed, i, content)
                        .containsAll(has.size() <= had.size() ? has : had);
            }
        }
    }

    private static List<String> namesOf(String content, List<Named> names) {
        return names.stream()
                .filter(n -> n.content().equals(content))
                .map(Named::name)
                .toList();
    }

    private static void change(List<String> contents, Random random) {
        String content = String.valueOf((char) ('A' + random.nextInt(8)));
        int place = random.nextInt(contents.size() + 1);
        switch (random.nextInt(4)) {
            case 0 -> contents.add(place, content);
            case 1 -> Collections.shuffle(contents, random);
            default -> {
                if (place < contents.size()) {
                    contents.remove(place);
                } else {
                    contents.add(content);
                }
            }
        }
    }
}
