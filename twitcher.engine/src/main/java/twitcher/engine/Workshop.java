package twitcher.engine;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import twitcher.api.node.NodeSource;
import twitcher.api.process.ProcessLauncher;
import twitcher.engine.store.Store;

/**
 * What all lanes share.
 *
 * @param threads what they run on
 * @param patience how long guests may take
 * @param places the global bound
 * @param types the action types that are there
 * @param source the source of changes, if there is one
 * @param launcher who looks after processes, if it is there
 * @param store what outlives the daemon
 * @param shelf where payloads are put when there are too many
 * @param reports who hears of runs
 * @param ids makes the ids of runs
 * @param registry where a lane that is over leaves
 * @param closed whether nothing may be started any more
 */
record Workshop(
        Threads threads,
        Supplier<Patience> patience,
        Places<Lane> places,
        ActionTypes types,
        Supplier<Optional<NodeSource>> source,
        Supplier<Optional<ProcessLauncher>> launcher,
        Store store,
        Shelf shelf,
        Reports reports,
        RunIds ids,
        Registry registry,
        AtomicBoolean closed) {
    /** Where lanes live. */
    interface Registry {
        /** {@code lane} has nothing left to do; it goes, unless its watch came back. */
        void retire(Lane lane);
    }
}
