package twitcher.shell.it;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import twitcher.api.Payload;
import twitcher.api.Run;
import twitcher.api.admin.WatchStatus;
import twitcher.api.admin.Watches;

/** An engine without lanes: it lists what it was made with, and remembers what it was told. */
final class FakeWatches implements Watches {
    final List<String> orders = Collections.synchronizedList(new ArrayList<>());
    final List<Payload> payloads = Collections.synchronizedList(new ArrayList<>());

    private final List<WatchStatus> statuses;
    private final List<Run> runs;

    FakeWatches(List<WatchStatus> statuses, List<Run> runs) {
        this.statuses = statuses;
        this.runs = runs;
    }

    @Override
    public List<WatchStatus> list() {
        return statuses;
    }

    @Override
    public Map<WatchStatus.State, Long> counts() {
        return statuses.stream().collect(Collectors.groupingBy(WatchStatus::state, Collectors.counting()));
    }

    @Override
    public Optional<WatchStatus> find(String id) {
        return statuses.stream()
                .filter(status -> status.watch().id().equals(id))
                .findFirst();
    }

    @Override
    public List<Run> runs(Optional<String> id, int limit) {
        return runs.stream()
                .filter(run -> id.isEmpty() || run.watchId().equals(id.get()))
                .limit(limit)
                .toList();
    }

    @Override
    public Answer run(String id, Optional<Payload> data) {
        data.ifPresent(payloads::add);
        return order("run " + id);
    }

    @Override
    public Answer stop(String runId) {
        return order("stop " + runId);
    }

    @Override
    public Answer pause(String id) {
        return order("pause " + id);
    }

    @Override
    public Answer resume(String id) {
        return id.contains("refuse") ? new Answer(false, "is neither paused nor stopped") : order("resume " + id);
    }

    private Answer order(String words) {
        orders.add(words);
        return new Answer(true, "done");
    }
}
