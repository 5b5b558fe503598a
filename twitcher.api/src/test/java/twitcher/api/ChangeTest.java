package twitcher.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChangeTest {
    private static final Node DATA = Node.data("/a");
    private static final Node CHILDREN = Node.children("/a");

    private static Change change(Node node, long czxid, long mzxid, long pzxid) {
        return Change.present(node, new Stat(czxid, mzxid, pzxid, 0, 0), Payload.EMPTY, Instant.EPOCH);
    }

    @Test
    void dataIsTheSameWhileItWasNotSet() {
        assertThat(change(DATA, 1, 2, 3).sameStateAs(change(DATA, 1, 2, 9))).isTrue();
        assertThat(change(DATA, 1, 2, 3).sameStateAs(change(DATA, 1, 5, 3))).isFalse();
    }

    @Test
    void childrenAreTheSameWhileNoneCameOrWent() {
        assertThat(change(CHILDREN, 1, 2, 3).sameStateAs(change(CHILDREN, 1, 9, 3)))
                .isTrue();
        assertThat(change(CHILDREN, 1, 2, 3).sameStateAs(change(CHILDREN, 1, 2, 4)))
                .isFalse();
    }

    @Test
    void smallerMarksAreAnotherStateToo() {
        assertThat(change(DATA, 9, 9, 9).sameStateAs(change(DATA, 9, 2, 9))).isFalse();
    }

    @Test
    void nodeCreatedAgainIsAnotherState() {
        assertThat(change(DATA, 1, 2, 3).sameStateAs(change(DATA, 8, 2, 3))).isFalse();
    }

    @Test
    void missingIsOneState() {
        Change missing = Change.missing(DATA, Instant.EPOCH);
        assertThat(missing.sameStateAs(Change.missing(DATA, Instant.MAX))).isTrue();
        assertThat(missing.sameStateAs(change(DATA, 1, 1, 1))).isFalse();
        assertThat(missing.exists()).isFalse();
        assertThat(missing.payload()).isEqualTo(Payload.EMPTY);
    }

    @Test
    void otherNodesAreOtherStates() {
        assertThat(change(DATA, 1, 1, 1).sameStateAs(change(CHILDREN, 1, 1, 1))).isFalse();
    }

    @Test
    void missingNodeHasNoPayload() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Change(DATA, Optional.empty(), Payload.ofText("x"), Instant.EPOCH))
                .withMessageStartingWith("payload: ");
    }

    @Test
    void oneTransactionWithTwoTimesIsOfTwoEnsembles() {
        for (Node node : new Node[] {DATA, CHILDREN}) {
            Change here = Change.present(node, new Stat(1, 2, 3, 0, 1_000), Payload.EMPTY, Instant.EPOCH);
            Change there = Change.present(node, new Stat(1, 2, 3, 0, 1_001), Payload.EMPTY, Instant.EPOCH);
            assertThat(here.sameStateAs(there)).isFalse();
            assertThat(here.sameStateAs(here)).isTrue();
        }
    }
}
