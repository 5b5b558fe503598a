package twitcher.zk;

import static org.assertj.core.api.Assertions.assertThat;
import static twitcher.zk.RecordedWire.state;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import twitcher.api.Change;
import twitcher.api.Node;
import twitcher.api.node.NodeListener;
import twitcher.api.node.Subscription;

/** Who hears of a node, and when the watch on it is taken away. */
class WatchedNodesSubscriptionTest extends WatchedNodesBed {
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
}
