package twitcher.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import twitcher.api.FrameworkProperties;
import twitcher.api.Payload;
import twitcher.api.Run;
import twitcher.api.RunListener;
import twitcher.api.action.ActionType;
import twitcher.api.admin.Explanation;
import twitcher.api.admin.Figures;
import twitcher.api.admin.Forecast;
import twitcher.api.admin.Foresight;
import twitcher.api.admin.Guests;
import twitcher.api.admin.Insight;
import twitcher.api.admin.SightingListener;
import twitcher.api.admin.Stimulus;
import twitcher.api.admin.Waiting;
import twitcher.api.admin.WatchStatus;
import twitcher.api.admin.Watches;
import twitcher.api.config.WatchFile;
import twitcher.api.node.NodeSource;
import twitcher.api.process.ProcessLauncher;
import twitcher.engine.guest.Guest;
import twitcher.engine.guest.Leftovers;
import twitcher.engine.store.Store;

/** The engine: brings readings, sources and action types to the lanes, and answers for them. */
@Component(immediate = true, configurationPid = "twitcher.engine")
@Designate(ocd = EngineSettings.class)
public final class Engine implements Watches, Insight, Guests, Foresight {
    private final Threads threads = new Threads();
    private final AtomicReference<Patience> patience;
    private final Places<Lane> places;
    private final ActionTypes types = new ActionTypes();
    private final AtomicReference<Optional<NodeSource>> source = new AtomicReference<>(Optional.empty());
    private final AtomicReference<Optional<ProcessLauncher>> launcher = new AtomicReference<>(Optional.empty());
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Store store;
    private final Reports reports = new Reports();
    private final Lanes lanes;
    private final Readings readings;
    private final Adoption adoption;
    private final Console console;
    private final Glass glass;
    private final Forecaster forecaster;
    private final Leftovers leftovers = new Leftovers();

    /** Gives a service, or null; gives it back. Called on threads of its bundle. */
    private final Services services;

    @Activate
    public Engine(BundleContext context, EngineSettings settings) {
        this(Path.of(context.getProperty(FrameworkProperties.STATE_DIR)), settings, Services.of(context));
    }

    private Engine(Path stateDir, EngineSettings settings, Services services) {
        this(Store.in(stateDir), Shelf.in(stateDir), settings, services);
    }

    Engine(Store store, Shelf shelf, EngineSettings settings, Services services) {
        this.store = store;
        this.services = services;
        patience = new AtomicReference<>(Patience.of(settings));
        places = new Places<>(settings.maxRuns(), Lane::granted);
        AtomicReference<Lanes> registry = new AtomicReference<>();
        Workshop shop = new Workshop(
                threads,
                patience::get,
                places,
                types,
                source::get,
                launcher::get,
                store,
                shelf,
                reports,
                new RunIds(),
                lane -> registry.get().retire(lane),
                closed);
        lanes = new Lanes(Host.name(), store, state -> new Lane(state, shop));
        registry.set(lanes);
        adoption = new Adoption(lanes, shop);
        readings = new Readings(lanes, new Census(lanes, threads.timer)::changed);
        console = new Console(lanes, store, places);
        glass = new Glass(lanes, shop);
        forecaster = new Forecaster(lanes, shop);
    }

    @Modified
    void modified(EngineSettings settings) {
        patience.set(Patience.of(settings));
        places.bound(settings.maxRuns());
    }

    @Deactivate
    void stop() {
        closed.set(true);
        threads.close();
        lanes.everyone().forEach(Lane::close);
        long end = System.nanoTime() + Threads.PATIENCE_NANOS;
        types.all().forEach(offer -> offer.guest().close(end));
        reports.close();
        store.close();
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            unbind = "removeSource")
    void addSource(NodeSource young) {
        if (source.getAndSet(Optional.of(young)).isPresent()) {
            lanes.sourceWent();
        }
        lanes.sourceCame();
    }

    void removeSource(NodeSource old) {
        Optional<NodeSource> current = source.get();
        if (current.filter(c -> c == old).isPresent() && source.compareAndSet(current, Optional.empty())) {
            lanes.sourceWent();
        }
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            unbind = "removeLauncher")
    void addLauncher(ProcessLauncher young) {
        launcher.set(Optional.of(young));
        adoption.launcherCame(young);
        lanes.everyone().forEach(lane -> lane.launcherCame(young));
    }

    void removeLauncher(ProcessLauncher old) {
        launcher.updateAndGet(current -> current.filter(c -> c != old));
    }

    @Reference(
            service = ActionType.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            unbind = "removeType")
    void addType(ServiceReference<ActionType<?>> reference) {
        String name = ActionTypes.name(reference).orElse("unnamed");
        Guest guest = new Guest(name, Services.bundle(reference), threads.timer, leftovers);
        types.add(new ActionTypes.Offer(reference, () -> services.get(reference), guest))
                .ifPresent(lanes::typeShifted);
    }

    void removeType(ServiceReference<ActionType<?>> reference) {
        List<ActionTypes.Offer> gone =
                types.all().filter(offer -> offer.reference().equals(reference)).toList();
        types.remove(reference).ifPresent(lanes::typeShifted);
        gone.forEach(offer -> offer.guest().goes());
        lanes.everyone().forEach(Lane::guestWent);
        services.giveBack(reference);
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            unbind = "removeFile")
    void addFile(WatchFile reading) {
        readings.add(reading);
    }

    void removeFile(WatchFile reading) {
        readings.remove(reading);
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            unbind = "removeListener")
    void addListener(RunListener listener) {
        reports.add(listener);
    }

    void removeListener(RunListener listener) {
        reports.remove(listener);
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            unbind = "removeSightingListener")
    void addSightingListener(SightingListener listener) {
        reports.add(listener);
    }

    void removeSightingListener(SightingListener listener) {
        reports.remove(listener);
    }

    @Override
    public List<Leftover> leftovers() {
        return leftovers.list();
    }

    @Override
    public CompletionStage<Integer> drain(long bundleId, Duration patience) {
        List<Guest> guests = types.all()
                .filter(offer -> offer.bundleId() == bundleId)
                .map(ActionTypes.Offer::guest)
                .toList();
        types.drain(bundleId, true).forEach(lanes::typeShifted);
        CompletableFuture<?>[] idle = guests.stream()
                .map(guest -> {
                    CompletableFuture<Void> done = new CompletableFuture<>();
                    guest.whenIdle(() -> done.complete(null));
                    return done;
                })
                .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(idle)
                .completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS)
                .thenApply(done -> guests.stream().mapToInt(Guest::going).sum());
    }

    @Override
    public void release(long bundleId) {
        types.drain(bundleId, false).forEach(lanes::typeShifted);
    }

    @Override
    public Optional<Explanation> explain(String id) {
        return glass.explain(id);
    }

    @Override
    public List<Waiting> waiting() {
        return glass.waiting();
    }

    @Override
    public Figures figures() {
        return glass.figures();
    }

    @Override
    public List<WatchStatus> list() {
        return console.list();
    }

    @Override
    public Map<WatchStatus.State, Long> counts() {
        return console.counts();
    }

    @Override
    public Optional<WatchStatus> find(String id) {
        return console.find(id);
    }

    @Override
    public List<Run> runs(Optional<String> id, int limit) {
        return console.runs(id, limit);
    }

    @Override
    public Answer run(String id, Optional<Payload> data) {
        return console.run(id, data);
    }

    @Override
    public Answer stop(String runId) {
        return console.stop(runId);
    }

    @Override
    public Answer pause(String id) {
        return console.pause(id);
    }

    @Override
    public Answer resume(String id) {
        return console.resume(id);
    }

    @Override
    public Optional<Forecast> simulate(String id, Stimulus stimulus) {
        return forecaster.simulate(id, stimulus);
    }

    @Override
    public List<Forecast> load(WatchFile next) {
        return forecaster.load(next);
    }
}
