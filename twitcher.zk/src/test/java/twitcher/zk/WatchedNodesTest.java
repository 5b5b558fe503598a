package twitcher.zk;

import static org.assertj.core.api.Assertions.assertThat;
import static twitcher.zk.RecordedWire.state;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import twitcher.api.Node;

/** What is read, when, and what of it is news. */
class WatchedNodesTest extends WatchedNodesBed {
    @Test
    void nothingIsOrderedWithoutAConnection() {
        nodes.subscribe(Node.data("/a"), heard);
        assertThat(wire.orders()).isEmpty();
        assertThat(nodes.counts()).isEqualTo(new WatchedNodes.Counts(1, 1, 0, 0, 0));

        nodes.connected(wire, false);
        assertThat(wire.orders()).containsExactly("data /a");
    }

    @Test
    void aMissingNodeIsArmedByExistsAndReadWhenItIsCreated() {
        nodes.connected(wire, false);
        nodes.subscribe(Node.data("/a"), heard);
        wire.answer(new Answer.Missing());
        wire.answer(new Answer.Missing());
        assertThat(heard.words).containsExactly("missing");

        nodes.fired(wire, "/a", BOTH, true);
        wire.answer(state(7));
        assertThat(wire.orders()).containsExactly("data /a", "exists /a", "data /a");
        assertThat(heard.words).containsExactly("missing", "7");
    }

    @Test
    void aNodeThatExistsFindsAfterAllIsRead() {
        nodes.connected(wire, false);
        nodes.subscribe(Node.children("/a"), heard);
        wire.answer(new Answer.Missing());
        wire.answer(size(0, 3));
        wire.answer(state(7));

        assertThat(wire.orders()).containsExactly("measure /a", "exists /a", "children /a");
        assertThat(heard.words).containsExactly("7");
    }

    @Test
    void anEventDuringAReadCausesAnother() {
        nodes.connected(wire, false);
        nodes.subscribe(Node.data("/a"), heard);
        nodes.fired(wire, "/a", DATA, true);
        nodes.fired(wire, "/a", DATA, true);
        wire.answer(state(5));
        wire.answer(state(6));

        assertThat(wire.orders()).containsExactly("data /a", "data /a");
        assertThat(heard.words).containsExactly("5", "6");
    }

    @Test
    void anEqualStateAfterAReconnectionIsNoNews() {
        nodes.connected(wire, false);
        nodes.subscribe(Node.data("/a"), heard);
        wire.answer(state(5));
        nodes.disconnected();
        nodes.connected(wire, false);
        wire.answer(state(5));

        assertThat(wire.orders()).hasSize(2);
        assertThat(heard.words).containsExactly("5");
    }

    @Test
    void aSmallerZxidIsNews() {
        nodes.connected(wire, false);
        nodes.subscribe(Node.data("/a"), heard);
        wire.answer(state(5));
        nodes.connected(new RecordedWire(), false);
        nodes.connected(wire, false);
        wire.answer(state(3));

        assertThat(heard.words).containsExactly("5", "3");
    }

    @Test
    void anAnswerOfAConnectionThatIsGoneIsDropped() {
        nodes.connected(wire, false);
        nodes.subscribe(Node.data("/a"), heard);
        RecordedWire next = new RecordedWire();
        nodes.connected(next, false);
        wire.answer(state(5));
        assertThat(heard.words).isEmpty();

        next.answer(state(6));
        assertThat(heard.words).containsExactly("6");
    }

    @Test
    void anEventOfASessionThatIsGoneIsDropped() {
        nodes.connected(wire, false);
        nodes.subscribe(Node.data("/a"), heard);
        RecordedWire next = new RecordedWire();
        nodes.connected(next, false);
        next.answer(state(6));
        nodes.fired(wire, "/a", DATA, true);

        assertThat(next.orders()).containsExactly("data /a");
    }

    @Test
    void noAccessIsToldOnceAndTriedAgainWithBackoff() {
        nodes.connected(wire, false);
        nodes.subscribe(Node.data("/a"), heard);
        wire.answer(new Answer.Refused("no access"));
        timer.pass(Duration.ofMillis(700));
        assertThat(wire.orders()).hasSize(1);

        for (int i = 0; i < 10; i++) {
            timer.pass(Duration.ofSeconds(80));
            wire.answer(new Answer.Refused("no access"));
        }
        assertThat(wire.orders()).hasSize(11);
        assertThat(heard.words).containsExactly("!no access");

        timer.pass(Duration.ofSeconds(80));
        wire.answer(state(5));
        assertThat(heard.words).containsExactly("!no access", "5");
        assertThat(nodes.counts().unread()).isZero();
    }

    @Test
    void aNodeThatCanBeReadAgainIsToldEvenIfItIsTheSame() {
        nodes.connected(wire, false);
        nodes.subscribe(Node.data("/a"), heard);
        wire.answer(state(5));
        nodes.connected(wire, false);
        wire.answer(new Answer.Refused("no access"));
        timer.pass(Duration.ofSeconds(2));
        wire.answer(state(5));

        assertThat(heard.words).containsExactly("5", "!no access", "5");
    }

    @Test
    void aLostReadIsRepeatedEvenIfNoReconnectionIsHeardOf() {
        nodes.connected(wire, false);
        nodes.subscribe(Node.data("/a"), heard);
        wire.lose();
        timer.pass(Duration.ofSeconds(3));

        assertThat(wire.orders()).containsExactly("data /a", "exists /a");
        wire.answer(size(1, 0));
        wire.answer(state(5));
        assertThat(heard.words).containsExactly("5");
    }

    @Test
    void readsUnderWayAreBounded() {
        nodes.limit(new Limits(3, 1_000_000, 1_000_000, 0));
        nodes.connected(wire, false);
        for (int i = 0; i < 10; i++) {
            nodes.subscribe(Node.data("/" + i), heard);
        }
        assertThat(wire.unanswered()).containsExactly("data /0", "data /1", "data /2");

        wire.answer(state(5));
        assertThat(wire.unanswered()).containsExactly("data /1", "data /2", "data /3");
    }

    @Test
    void anEventGoesBeforeTheRereadingOfEverything() {
        nodes.limit(new Limits(1, 1_000_000, 1_000_000, 0));
        for (int i = 0; i < 10; i++) {
            nodes.subscribe(Node.data("/" + i), heard);
        }
        nodes.connected(wire, false);
        String first = wire.unanswered().get(0);
        nodes.fired(wire, "/7", DATA, true);
        wire.answer(state(5));

        assertThat(first).isNotEqualTo("data /7");
        assertThat(wire.unanswered()).containsExactly("data /7");
    }

    @Test
    void rereadingEverythingIsSpreadAndEventsAreNot() {
        for (int i = 0; i < 1000; i++) {
            nodes.subscribe(Node.data("/" + i), heard);
        }
        nodes.connected(wire, true);
        nodes.fired(wire, "/7", DATA, true);
        assertThat(wire.orders()).containsExactly("data /7");

        timer.pass(Duration.ofSeconds(1));
        assertThat(wire.orders()).hasSize(16);
    }

    /** That as many start within half the time as do is as good as certain: six deviations on either side. */
    @Test
    void aFleetThatConnectsAgainAtOnceIsSpreadAndBounded() {
        int fleet = 300;
        List<RecordedWire> wires = new ArrayList<>();
        for (int daemon = 0; daemon < fleet; daemon++) {
            WatchedNodes its = new WatchedNodes(timer);
            for (int i = 0; i < 1000; i++) {
                its.subscribe(Node.data("/" + i), heard);
            }
            wires.add(new RecordedWire());
            its.connected(wires.get(daemon), true);
        }
        assertThat(started(wires)).isZero();
        timer.pass(Duration.ofMillis(500));
        assertThat(started(wires)).isBetween(fleet / 2 - 60L, fleet / 2 + 60L);
        timer.pass(Duration.ofMillis(500));
        assertThat(started(wires)).isEqualTo(fleet);
        assertThat(wires).allSatisfy(one -> assertThat(one.unanswered()).hasSize(16));
    }

    private static long started(List<RecordedWire> wires) {
        return wires.stream().filter(one -> !one.orders().isEmpty()).count();
    }
}
