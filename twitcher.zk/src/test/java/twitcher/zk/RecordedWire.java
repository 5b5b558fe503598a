package twitcher.zk;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import twitcher.api.Node;
import twitcher.api.Payload;
import twitcher.api.Stat;

/** Keeps every order until the test answers it. */
final class RecordedWire implements Wire {
    /** {@code what} is {@code read /a}, {@code exists /a} or {@code disarm /a DATA}, such as the tests compare. */
    record Order(String what, Consumer<Answer> answer) {}

    private final List<Order> open = new ArrayList<>();
    private final List<String> all = new ArrayList<>();

    @Override
    public void read(Node node, Consumer<Answer> answer) {
        String kind = node.kind() == Node.Kind.WATCH_DATA ? "data " : "children ";
        add(new Order(kind + node.path(), answer));
    }

    @Override
    public void measure(String path, Consumer<Answer> answer) {
        add(new Order("measure " + path, answer));
    }

    @Override
    public void exists(String path, Consumer<Answer> answer) {
        add(new Order("exists " + path, answer));
    }

    @Override
    public void disarm(String path, Node.Kind side, Runnable done) {
        String kind = side == Node.Kind.WATCH_DATA ? "data " : "children ";
        add(new Order("disarm " + kind + path, answer -> done.run()));
    }

    /** Every order so far, in order. */
    List<String> orders() {
        return List.copyOf(all);
    }

    /** Orders not answered yet, in order. */
    List<String> unanswered() {
        return open.stream().map(Order::what).toList();
    }

    /** Answers the oldest open order. */
    void answer(Answer answer) {
        open.remove(0).answer().accept(answer);
    }

    /** Answers all that is open as a client does that lost its connection. */
    void lose() {
        List<Order> lost = List.copyOf(open);
        open.clear();
        lost.forEach(order -> order.answer().accept(new Answer.Lost()));
    }

    /** A state told from others by {@code zxid} only. */
    static Answer state(long zxid) {
        return new Answer.State(new Stat(1, zxid, zxid, 0, 0), Payload.ofText(Long.toString(zxid)));
    }

    private void add(Order order) {
        open.add(order);
        all.add(order.what());
    }
}
