package twitcher.zk;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import twitcher.api.Change;
import twitcher.api.node.NodeListener;

/** Notes what a listener hears: a text for a state, {@code missing}, or {@code !} and a reason. */
class Heard implements NodeListener {
    final List<String> words = new CopyOnWriteArrayList<>();
    final List<Change> changes = new CopyOnWriteArrayList<>();

    @Override
    public void observed(Change change) {
        changes.add(change);
        words.add(change.exists() ? change.payload().text() : "missing");
    }

    @Override
    public void unreadable(String why) {
        words.add("!" + why);
    }

    String last() {
        return words.isEmpty() ? "nothing" : words.get(words.size() - 1);
    }
}
