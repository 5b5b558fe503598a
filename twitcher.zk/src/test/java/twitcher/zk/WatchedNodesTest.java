package twitcher.zk;

import static org.assertj.core.api.Assertions.assertThat;
import static twitcher.zk.RecordedWire.state;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import twitcher.api.Change;
import twitcher.api.Node;
import twitcher.api.Payload;
import twitcher.api.Stat;
import twitcher.api.node.NodeListener;
import twitcher.api.node.Subscription;

class WatchedNodesTest {
    private static final Set<Node.Kind> DATA = Set.of(Node.Kind.WATCH_DATA);
    private static final Set<Node.Kind> CHILDREN = Set.of(Node.Kind.WATCH_CHILDREN);
    private static final Set<Node.Kind> BOTH = Set.of(Node.Kind.values());

    private final ManualTimer timer = new ManualTimer();
    private final WatchedNodes nodes = new WatchedNodes(timer);
    private final RecordedWire wire = new RecordedWire();
    private final Heard heard = new Heard();

    @Test
    void nothingIsOrderedWithoutAConnection() {
        nodes.subscribe(Node.data("/a"), heard);
        assertThat(wire.orders()).isEmpty();
        assertThat(nodes.counts()).isEqualTo(new WatchedNodes.Counts(1, 1, 0, 0, 0));

        nodes.connected(wire, false);
        assertThat(wire.orders()).containsExactly("data /a");
    }

    @Test
    void aThousandSubscriptionsShareOneRead() {
        nodes.connected(wire, false);
        List<Heard> all = IntStream.range(0, 1000).mapToObj(i -> new Heard()).toList();
        all.forEach(one -> nodes.subscribe(Node.data("/a"), one));
        wire.answer(state(5));

        assertThat(wire.orders()).containsExactly("data /a");
        assertThat(all).allSatisfy(one -> assertThat(one.words).containsExactly("5"));
    }

    @Test
    void aLateSubscriberGetsThePresentStateByOneReadThatNobodyElseHearsOf() {
        nodes.connected(wire, false);
        nodes.subscribe(Node.data("/a"), heard);
        wire.answer(state(5));
        Heard late = new Heard();
        nodes.subscribe(Node.data("/a"), late);
        wire.answer(state(5));

        assertThat(late.words).containsExactly("5");
        assertThat(heard.words).containsExactly("5");
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

    @Test
    void theLastSubscriberTakesTheWatchAway() {
        nodes.connected(wire, false);
        Subscription one = nodes.subscribe(Node.data("/a"), heard);
        Subscription two = nodes.subscribe(Node.data("/a"), heard);
        wire.answer(state(5));
        one.close();
        one.close();
        assertThat(wire.orders()).containsExactly("data /a");

        two.close();
        assertThat(wire.orders()).containsExactly("data /a", "disarm data /a");
        assertThat(nodes.counts().nodes()).isZero();
    }

    @Test
    void theTwoSidesOfAPathAreRemovedEachAlone() {
        nodes.connected(wire, false);
        Subscription data = nodes.subscribe(Node.data("/a"), heard);
        Subscription children = nodes.subscribe(Node.children("/a"), heard);
        wire.answer(state(5));
        wire.answer(new Answer.Missing());
        wire.answer(new Answer.Missing());
        data.close();
        assertThat(wire.unanswered())
                .as("the exists of the children needs the data side")
                .isEmpty();

        children.close();
        assertThat(wire.unanswered()).containsExactly("disarm children /a", "disarm data /a");
    }

    @Test
    void aSubscriptionMadeBeforeTheRemovalHadItsTurnKeepsTheWatch() {
        nodes.limit(new Limits(1, 1_000_000, 1_000_000, 0));
        nodes.connected(wire, false);
        Subscription old = nodes.subscribe(Node.data("/a"), heard);
        wire.answer(state(5));
        nodes.subscribe(Node.data("/b"), heard);
        old.close();
        Subscription heir = nodes.subscribe(Node.data("/a"), heard);
        wire.answer(state(1));
        assertThat(wire.unanswered()).containsExactly("data /a");

        heir.close();
        wire.answer(state(5));
        assertThat(wire.unanswered()).containsExactly("disarm data /a");
    }

    @Test
    void removalsWaitForTheSameSessionAndAreDroppedWithIt() {
        nodes.connected(wire, false);
        Subscription one = nodes.subscribe(Node.data("/a"), heard);
        Subscription two = nodes.subscribe(Node.data("/b"), heard);
        wire.answer(state(5));
        wire.answer(state(5));
        nodes.disconnected();
        one.close();
        nodes.connected(wire, false);
        assertThat(wire.unanswered()).containsExactly("data /b", "disarm data /a");

        nodes.disconnected();
        two.close();
        RecordedWire next = new RecordedWire();
        nodes.connected(next, false);
        assertThat(next.orders()).isEmpty();
    }

    @Test
    void nothingArrivesAfterCloseAlsoFromAReadUnderWay() {
        nodes.connected(wire, false);
        Subscription subscription = nodes.subscribe(Node.data("/a"), heard);
        subscription.close();
        wire.answer(state(5));

        assertThat(heard.words).isEmpty();
        assertThat(wire.orders()).containsExactly("data /a", "disarm data /a");
    }

    @Test
    void aSubscriberThatClosesAnotherDuringDeliveryIsTheLastToHear() {
        nodes.connected(wire, false);
        List<Subscription> others = new ArrayList<>();
        nodes.subscribe(Node.data("/a"), new NodeListener() {
            @Override
            public void observed(Change change) {
                others.forEach(Subscription::close);
            }

            @Override
            public void unreadable(String why) {}
        });
        others.add(nodes.subscribe(Node.data("/a"), heard));
        wire.answer(state(5));

        assertThat(heard.words).isEmpty();
    }

    @Test
    void aListenerThatThrowsHarmsNobody() {
        nodes.connected(wire, false);
        nodes.subscribe(Node.data("/a"), new NodeListener() {
            @Override
            public void observed(Change change) {
                throw new IllegalStateException("thrown by a test");
            }

            @Override
            public void unreadable(String why) {}
        });
        nodes.subscribe(Node.data("/a"), heard);
        wire.answer(state(5));
        nodes.fired(wire, "/a", DATA, true);
        wire.answer(state(6));

        assertThat(heard.words).containsExactly("5", "6");
    }

    @Test
    void aRereadDeliversAnEqualStateToThatListenerOnly() {
        nodes.connected(wire, false);
        Heard other = new Heard();
        Subscription subscription = nodes.subscribe(Node.data("/a"), heard);
        nodes.subscribe(Node.data("/a"), other);
        wire.answer(state(5));
        subscription.reread();
        wire.answer(state(5));

        assertThat(heard.words).containsExactly("5", "5");
        assertThat(other.words).containsExactly("5");
    }

    @Test
    void aRereadAskedForDuringAReadIsServedByTheNext() {
        nodes.connected(wire, false);
        Subscription subscription = nodes.subscribe(Node.data("/a"), heard);
        wire.answer(state(5));
        nodes.fired(wire, "/a", DATA, true);
        subscription.reread();
        wire.answer(state(5));
        assertThat(heard.words).containsExactly("5");

        wire.answer(state(5));
        assertThat(heard.words).containsExactly("5", "5");
    }

    @Test
    void dataThatIsTooLargeIsNotReadAgain() {
        nodes.limit(new Limits(10, 4_000_000, 1_000_000, 0));
        nodes.connected(wire, false);
        nodes.subscribe(Node.data("/large"), heard);
        wire.lose();
        nodes.connected(wire, false);
        assertThat(wire.unanswered()).containsExactly("exists /large");

        wire.answer(size(1_000_001, 0));
        assertThat(heard.last()).startsWith("!too large: 1000001 bytes");
        nodes.fired(wire, "/large", DATA, true);
        wire.answer(size(10, 0));
        wire.answer(state(5));
        assertThat(heard.last()).isEqualTo("5");
    }

    @Test
    void aListThatMayBeTooLargeIsReadAloneAndOnceOnly() {
        nodes.limit(new Limits(10, 1_000_000, 1_000_000, 0));
        nodes.connected(wire, false);
        Heard small = new Heard();
        nodes.subscribe(Node.children("/large"), heard);
        nodes.subscribe(Node.data("/small"), small);
        assertThat(wire.unanswered()).containsExactly("measure /large", "data /small");
        wire.answer(size(10, 100_000));
        assertThat(wire.unanswered()).as("not beside the other").containsExactly("data /small");
        wire.answer(state(5));
        assertThat(wire.unanswered()).containsExactly("children /large");

        wire.lose();
        nodes.connected(wire, false);
        assertThat(wire.unanswered()).containsExactlyInAnyOrder("exists /large", "data /small");
        answerAll(size(10, 100_000), state(5));
        assertThat(wire.orders().stream().filter("children /large"::equals)).hasSize(1);
        assertThat(heard.last()).contains("too large", "the names of its 100000 children");
        assertThat(small.words).containsExactly("5");
    }

    @Test
    void aListThatHasGrownLargeIsMeasuredBeforeItIsReadAgain() {
        nodes.limit(new Limits(10, 1_000_000, 1_000_000, 0));
        nodes.connected(wire, false);
        nodes.subscribe(Node.children("/a"), heard);
        wire.answer(size(0, 3));
        wire.answer(state(5));
        nodes.fired(wire, "/a", CHILDREN, false);
        assertThat(wire.unanswered()).as("it was small").containsExactly("children /a");
        wire.answer(new Answer.State(new Stat(1, 6, 6, 0, 0), Payload.ofText("n".repeat(250_000))));
        nodes.fired(wire, "/a", CHILDREN, false);
        assertThat(wire.unanswered()).containsExactly("measure /a");
    }

    @Test
    void aListThatWasTooLargeIsReadWhenItIsShorter() {
        aListThatMayBeTooLargeIsReadAloneAndOnceOnly();
        timer.pass(Duration.ofSeconds(2));
        assertThat(wire.unanswered()).contains("exists /large");
        answerAll(size(10, 90_000), state(5));
        answerAll(size(10, 90_000), state(9));

        assertThat(heard.last()).isEqualTo("9");
    }

    @Test
    void aListThatIsSurelyTooLargeIsNeverRead() {
        nodes.connected(wire, false);
        nodes.subscribe(Node.children("/large"), heard);
        wire.answer(size(0, 2_000_000));

        assertThat(heard.last()).startsWith("!too large");
        assertThat(wire.orders()).containsExactly("measure /large");
    }

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

    /** What a look tells of a small node that {@link RecordedWire#state} has the state of. */
    private static Answer size(long zxid) {
        return new Answer.Size(new Stat(1, zxid, zxid, 0, 0), 1, 0);
    }

    private static Answer size(int dataBytes, int children) {
        return new Answer.Size(new Stat(1, 1, 1, 0, 0), dataBytes, children);
    }

    /** Answers every look with a size and every read with a state. */
    private void answerAll(Answer size, Answer state) {
        for (String order : wire.unanswered()) {
            wire.answer(order.startsWith("exists") ? size : state);
        }
    }
}
