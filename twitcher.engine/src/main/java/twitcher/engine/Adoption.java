package twitcher.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import twitcher.api.action.RunningAction;
import twitcher.api.process.ProcessLauncher;
import twitcher.engine.lane.Input;
import twitcher.engine.store.Intent;

/**
 * The runs of daemons before this one: those that live are taken over before their lane starts anything, and of the
 * others the lane hears that they are over. Needs the launcher, so it happens when that is there.
 */
final class Adoption {
    private static final Logger log = LoggerFactory.getLogger(Adoption.class);

    private final Lanes lanes;
    private final Workshop shop;

    /** What is not yet looked for, by watch. Guarded by this. */
    private final Map<String, List<Intent>> left = new HashMap<>();

    Adoption(Lanes lanes, Workshop shop) {
        this.lanes = lanes;
        this.shop = shop;
        shop.store()
                .unfinished()
                .forEach(intent -> left.computeIfAbsent(intent.run().watchId(), id -> new ArrayList<>())
                        .add(intent));
        Set.copyOf(left.keySet()).forEach(this::prepare);
    }

    /** Makes the lane; what was no process died with its daemon. */
    private void prepare(String watchId) {
        Lane lane = lanes.orphaned(watchId);
        List<Intent> intents = left.get(watchId);
        intents.stream().filter(i -> !i.isProcess()).forEach(i -> lane.post(new Input.Lost(i.run())));
        intents.removeIf(i -> !i.isProcess());
        if (intents.isEmpty()) {
            left.remove(watchId);
            lane.post(new Input.AdoptionDone());
        }
    }

    /** There is a launcher, perhaps another one than before. */
    synchronized void launcherCame(ProcessLauncher launcher) {
        left.keySet().forEach(id -> shop.threads().starts.execute(() -> adopt(id, launcher)));
    }

    private void adopt(String watchId, ProcessLauncher launcher) {
        for (Intent intent : taken(watchId)) {
            try {
                adopt(lanes.orphaned(watchId), intent, launcher);
            } catch (RuntimeException | Error e) {
                log.warn(
                        "{}: run {} cannot be looked for: {}",
                        watchId,
                        intent.run().id(),
                        e.toString());
                putBack(watchId, intent);
            }
        }
        if (isDone(watchId)) {
            lanes.orphaned(watchId).post(new Input.AdoptionDone());
        }
    }

    private synchronized List<Intent> taken(String watchId) {
        return Optional.ofNullable(left.remove(watchId)).orElse(List.of());
    }

    private synchronized void putBack(String watchId, Intent intent) {
        left.computeIfAbsent(watchId, id -> new ArrayList<>()).add(intent);
    }

    private synchronized boolean isDone(String watchId) {
        return !left.containsKey(watchId);
    }

    private void adopt(Lane lane, Intent intent, ProcessLauncher launcher) {
        ProcessLauncher.Orphan orphan = new ProcessLauncher.Orphan(
                intent.run().id(), intent.process(), intent.run().started(), intent.killAfter());
        Optional<RunningAction> found = launcher.adopt(orphan);
        if (found.isPresent()) {
            log.info(
                    "{}: run {} goes on since {}",
                    lane.id(),
                    intent.run().id(),
                    intent.run().started());
            lane.adopt(intent, execution -> execution.adopted(launcher, orphan, found.get()));
        } else {
            lane.post(new Input.Lost(intent.run()));
        }
    }
}
