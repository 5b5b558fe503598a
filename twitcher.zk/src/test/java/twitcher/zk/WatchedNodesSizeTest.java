package twitcher.zk;

import static org.assertj.core.api.Assertions.assertThat;
import static twitcher.zk.RecordedWire.state;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import twitcher.api.Change;
import twitcher.api.Node;
import twitcher.api.Payload;
import twitcher.api.Stat;
import twitcher.api.node.NodeListener;

/** Data and lists that are, or may be, too large to be read. */
class WatchedNodesSizeTest extends WatchedNodesBed {
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

    /** Answers every look with a size and every read with a state. */
    private void answerAll(Answer size, Answer state) {
        for (String order : wire.unanswered()) {
            wire.answer(order.startsWith("exists") ? size : state);
        }
    }
}
