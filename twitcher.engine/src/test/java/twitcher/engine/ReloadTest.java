package twitcher.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static twitcher.engine.Patiently.await;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import twitcher.api.Policy;
import twitcher.api.RunMode;
import twitcher.api.Watch;
import twitcher.api.admin.WatchStatus;
import twitcher.api.admin.WatchStatus.State;
import twitcher.api.config.WatchFile;

@Timeout(60)
class ReloadTest {
    private static final Watch A = Rig.watch("f.json:a", "/a");
    private static final Watch B = Rig.watch("f.json:b", "/b");
    private static final Watch NEW_A = Rig.watch("f.json:a", "/a", Policy.DEFAULT.withRunMode(RunMode.RESTART));

    private final Rig rig = new Rig().complete();
    private final WatchFile first = Rig.reading(1, A, B);

    @BeforeEach
    void load() {
        rig.source.set("/a", "a");
        rig.source.set("/b", "b");
        rig.engine.addFile(first);
        rig.run(1);
        rig.type.runs.forEach(FakeType.FakeRun::succeed);
        rig.becomes("f.json:a", State.IDLE);
        rig.becomes("f.json:b", State.IDLE);
        rig.type.runs.clear();
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private void replace(WatchFile old, WatchFile young) {
        rig.engine.addFile(young);
        rig.engine.removeFile(old);
    }

    @Test
    void onlyWhatChangedIsRunAgain() {
        replace(first, Rig.reading(2, NEW_A, B));
        assertThat(rig.run(0).id()).isEqualTo("f.json:a");
        rig.nothingHappens("f.json:b");
    }

    @Test
    void aWatchPutOnTopDisturbsNoneBelow() {
        rig.source.set("/c", "c");
        replace(first, Rig.reading(2, Rig.watch("f.json:c", "/c"), A, B));
        assertThat(rig.run(0).id()).isEqualTo("f.json:c");
        rig.nothingHappens("f.json:a");
    }

    @Test
    void aRemovedWatchIsNotWatched() {
        replace(first, Rig.reading(2, B));
        await().until(() -> rig.source.subscribed() == 1);
        assertThat(rig.engine.find("f.json:a")).isEmpty();
        rig.source.set("/a", "x");
        rig.nothingHappens("f.json:b");
    }

    @Test
    void aRemovedWatchThatComesBackWaitsForTheRunItLeft() {
        rig.source.set("/a", "x");
        FakeType.FakeRun left = rig.run(0);
        WatchFile second = Rig.reading(2, B);
        replace(first, second);
        await().until(() -> rig.engine.find("f.json:a").isEmpty());
        assertThat(rig.engine.runs(Optional.of("f.json:a"), 1).get(0).end()).isEmpty();
        replace(second, Rig.reading(3, A, B));
        rig.becomes("f.json:a", State.RUNNING);
        rig.nothingHappens("f.json:a");
        left.succeed();
        assertThat(rig.run(1).payload()).isEqualTo("x");
    }

    @Test
    void theEndOfARemovedWatchsRunIsStillRecorded() {
        rig.source.set("/a", "x");
        FakeType.FakeRun left = rig.run(0);
        replace(first, Rig.reading(2, B));
        left.succeed();
        await().until(() ->
                rig.engine.runs(Optional.of("f.json:a"), 1).get(0).end().isPresent());
        await().until(() -> rig.engine.runs(Optional.of("f.json:a"), 5).size() == 2);
    }

    @Test
    void aReadingThatVanishesRemovesNothing() {
        rig.engine.removeFile(first);
        rig.becomes("f.json:a", State.WAITING);
        rig.source.set("/a", "x");
        rig.nothingHappens("f.json:a");
        assertThat(rig.status("f.json:a").pending()).isTrue();
        rig.engine.addFile(Rig.reading(1, A, B));
        assertThat(rig.run(0).payload()).isEqualTo("x");
        rig.nothingHappens("f.json:b");
    }

    @Test
    void anEmptyReadingThatIsWithdrawnRemovesAll() {
        WatchFile empty = Rig.reading(2);
        replace(first, empty);
        rig.engine.removeFile(empty);
        await().until(() -> rig.source.subscribed() == 0);
        assertThat(rig.engine.list()).isEmpty();
    }

    @Test
    void anOlderReadingThatCameLateIsIgnored() {
        rig.engine.addFile(Rig.reading(0));
        rig.nothingHappens("f.json:a");
        assertThat(rig.engine.list()).hasSize(2);
    }

    @Test
    void heldWatchesWatchAndStartNothingUntilTheyAreReleased() {
        WatchFile held = new WatchFile("f.json", 2, List.of(A, B), true);
        replace(first, held);
        rig.becomes("f.json:a", State.HELD);
        rig.source.set("/a", "x");
        rig.source.set("/a", "y");
        rig.nothingHappens("f.json:a");
        replace(held, Rig.reading(3, A, B));
        assertThat(rig.run(0).payload()).isEqualTo("y");
        rig.nothingHappens("f.json:b");
    }

    @Test
    void anIdBelongsToTheFileThatHadItFirst() {
        rig.engine.addFile(new WatchFile("g.json", 1, List.of(NEW_A), false));
        rig.nothingHappens("f.json:a");
        assertThat(rig.engine.find("f.json:a").map(WatchStatus::watch)).contains(A);
    }

    @Test
    void anotherNodeOfTheSameWatchIsSubscribedInsteadOfTheOld() {
        rig.source.set("/c", "c");
        replace(first, Rig.reading(2, Rig.watch("f.json:a", "/c"), B));
        assertThat(rig.run(0).payload()).isEqualTo("c");
        assertThat(rig.source.subscribed()).isEqualTo(2);
    }
}
