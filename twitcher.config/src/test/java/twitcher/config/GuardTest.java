package twitcher.config;

import static org.assertj.core.api.Assertions.assertThat;
import static twitcher.config.Marks.folder;
import static twitcher.config.Marks.snapshot;

import org.junit.jupiter.api.Test;

class GuardTest {
    private final Guard guard = Guard.NEW.accept(snapshot(folder(1, 2), "a.json", "b.json"));

    @Test
    void theFirstFolderIsTheRightOneEvenIfItIsEmpty() {
        assertThat(Guard.NEW.lost(snapshot(folder(1, 2)))).isEmpty();
    }

    @Test
    void aFolderThatIsMissingOrCannotBeReadIsLost() {
        assertThat(guard.lost(snapshot(new Snapshot.Folder.Gone("does not exist"))))
                .contains("does not exist");
        assertThat(Guard.NEW.lost(snapshot(new Snapshot.Folder.Gone("does not exist"))))
                .contains("does not exist");
    }

    @Test
    void everyFileDeletedInTheSameDirectoryIsADeletion() {
        assertThat(guard.lost(snapshot(folder(1, 2)))).isEmpty();
        assertThat(guard.lost(snapshot(folder(1, 2), "b.json"))).isEmpty();
    }

    @Test
    void anEmptyDirectoryInThePlaceOfAFullOneIsAnUnmount() {
        assertThat(guard.lost(snapshot(folder(1, 3))).orElseThrow()).contains("suddenly empty");
        assertThat(guard.lost(snapshot(folder(9, 2))).orElseThrow()).contains("suddenly empty");
        assertThat(guard.lost(snapshot(new Snapshot.Folder.Present(1, 2, 1))).orElseThrow())
                .contains("suddenly empty");
    }

    @Test
    void anEmptyDirectoryInThePlaceOfAnEmptyOneIsInOrder() {
        Guard empty = Guard.NEW.accept(snapshot(folder(1, 2)));

        assertThat(empty.lost(snapshot(folder(9, 3)))).isEmpty();
    }

    @Test
    void anotherDeviceThatLacksAFileIsLost() {
        assertThat(guard.lost(snapshot(folder(9, 2), "a.json", "c.json")).orElseThrow())
                .contains("another device");
    }

    @Test
    void anotherDeviceWithAllFilesIsTheFolderMountedAgain() {
        assertThat(guard.lost(snapshot(folder(9, 2), "a.json", "b.json", "c.json")))
                .isEmpty();
    }

    @Test
    void anotherDirectoryOnTheSameDeviceIsADeployment() {
        assertThat(guard.lost(snapshot(folder(1, 7), "c.json"))).isEmpty();
    }

    @Test
    void whatIsAcceptedIsTheRightOneFromThenOn() {
        Guard accepted = guard.accept(snapshot(folder(9, 9), "x.json"));

        assertThat(accepted.lost(snapshot(folder(9, 9)))).isEmpty();
        assertThat(accepted.lost(snapshot(folder(1, 2))).orElseThrow()).contains("suddenly empty");
    }
}
