package twitcher.zk;

import static org.assertj.core.api.Assertions.assertThat;
import static twitcher.zk.RecordedWire.state;

import org.junit.jupiter.api.Test;
import twitcher.api.Node;
import twitcher.api.node.Subscription;

/** What the audit finds, and what it asks for. */
class WatchedNodesAuditTest extends WatchedNodesBed {
    @Test
    void theAuditFindsAChangeThatNoEventTold() {
        read(Node.data("/a"), state(5));
        nodes.audit(nodes.all());
        wire.answer(size(6));
        wire.answer(state(6));

        assertThat(wire.orders()).containsExactly("data /a", "exists /a", "data /a");
        assertThat(heard.words).containsExactly("5", "6");
        assertThat(nodes.counts()).isEqualTo(new WatchedNodes.Counts(1, 0, 2, 1, 1));
    }

    @Test
    void theAuditAsksForNoPayloadOfWhatIsAsBelieved() {
        read(Node.data("/a"), state(5));
        nodes.audit(nodes.all());
        wire.answer(size(5));

        assertThat(wire.orders()).containsExactly("data /a", "exists /a");
        assertThat(heard.words).containsExactly("5");
        assertThat(nodes.counts()).isEqualTo(new WatchedNodes.Counts(1, 0, 2, 1, 0));

        nodes.fired(wire, "/a", DATA, true);
        wire.answer(state(6));
        assertThat(heard.words).containsExactly("5", "6");
    }

    @Test
    void theAuditReadsTheNamesOfChildrenBecauseNothingElseSetsTheirWatch() {
        nodes.connected(wire, false);
        nodes.subscribe(Node.children("/a"), heard);
        wire.answer(size(5));
        wire.answer(state(5));
        nodes.audit(nodes.all());
        wire.answer(state(5));

        assertThat(wire.orders()).containsExactly("measure /a", "children /a", "children /a");
        assertThat(heard.words).containsExactly("5");
    }

    @Test
    void theAuditFindsADeletionThatNoEventTold() {
        read(Node.data("/a"), state(5));
        nodes.audit(nodes.all());
        wire.answer(new Answer.Missing());

        assertThat(heard.words).containsExactly("5", "missing");
        assertThat(nodes.counts().repaired()).isEqualTo(1);
    }

    @Test
    void whoSubscribesDuringTheAuditGetsTheState() {
        read(Node.data("/a"), state(5));
        nodes.audit(nodes.all());
        Heard late = new Heard();
        nodes.subscribe(Node.data("/a"), late);
        wire.answer(size(5));
        wire.answer(state(5));

        assertThat(late.words).containsExactly("5");
        assertThat(heard.words).containsExactly("5");
        assertThat(nodes.counts().repaired()).isZero();
    }

    @Test
    void whoAsksForTheStateDuringTheAuditGetsIt() {
        nodes.connected(wire, false);
        Subscription subscription = nodes.subscribe(Node.data("/a"), heard);
        wire.answer(state(5));
        nodes.audit(nodes.all());
        subscription.reread();
        while (!wire.unanswered().isEmpty()) {
            wire.answer(wire.unanswered().get(0).startsWith("exists") ? size(5) : state(5));
        }
        assertThat(heard.words).containsExactly("5", "5");
    }

    @Test
    void aChangeToldByAnEventDuringTheAuditWasNotMissed() {
        read(Node.data("/a"), state(5));
        nodes.audit(nodes.all());
        nodes.fired(wire, "/a", DATA, true);
        wire.answer(size(6));
        wire.answer(state(6));
        wire.answer(state(6));

        assertThat(heard.words).containsExactly("5", "6");
        assertThat(nodes.counts().repaired()).isZero();
    }

    private void read(Node node, Answer state) {
        nodes.connected(wire, false);
        nodes.subscribe(node, heard);
        wire.answer(state);
    }
}
