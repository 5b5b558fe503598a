package twitcher.engine;

import static twitcher.engine.Patiently.await;

import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import twitcher.api.ActionSpec;
import twitcher.api.Node;
import twitcher.api.Policy;
import twitcher.api.Surroundings;
import twitcher.api.Watch;
import twitcher.api.action.ActionType;
import twitcher.api.action.ActionTypeName;
import twitcher.api.admin.WatchStatus;
import twitcher.api.config.WatchFile;
import twitcher.engine.store.Store;

/** An engine with fakes around it. */
final class Rig implements AutoCloseable {
    final FakeSource source = new FakeSource();
    final FakeType type = new FakeType();
    final ServiceReference<ActionType<?>> reference = reference("fake", 1);
    final Engine engine;
    private final Map<ServiceReference<?>, ActionType<?>> types = new ConcurrentHashMap<>();
    private final Services services = new Services() {
        @Override
        public ActionType<?> get(ServiceReference<ActionType<?>> wanted) {
            return types.get(wanted);
        }

        @Override
        public void giveBack(ServiceReference<ActionType<?>> gone) {
            types.remove(gone);
        }
    };

    Rig() {
        this(256);
    }

    Rig(int maxRuns) {
        this(Store.inMemory(), Shelf.none(), maxRuns);
    }

    Rig(Store store, int maxRuns) {
        this(store, Shelf.none(), maxRuns);
    }

    Rig(Store store, Shelf shelf, int maxRuns) {
        this(store, shelf, settings(maxRuns));
    }

    private Rig(Store store, Shelf shelf, EngineSettings settings) {
        engine = new Engine(store, shelf, settings, services);
    }

    /** With a source and the type {@code fake}. */
    Rig complete() {
        engine.addSource(source);
        add(reference, type);
        return this;
    }

    /** Services of which each is {@code type}. */
    static Services only(ActionType<?> type) {
        return new Services() {
            @Override
            public ActionType<?> get(ServiceReference<ActionType<?>> wanted) {
                return type;
            }

            @Override
            public void giveBack(ServiceReference<ActionType<?>> gone) {}
        };
    }

    void add(ServiceReference<ActionType<?>> offered, ActionType<?> by) {
        types.put(offered, by);
        engine.addType(offered);
    }

    static Watch watch(String id, String path) {
        return watch(id, path, Policy.DEFAULT);
    }

    static Watch watch(String id, String path, Policy policy) {
        return new Watch(id, Node.data(path), new ActionSpec("fake", Map.of()), policy, Surroundings.DEFAULT);
    }

    static WatchFile reading(long revision, Watch... watches) {
        return new WatchFile("f.json", revision, List.of(watches), false);
    }

    /** An engine that gives its guests a second. */
    static Rig impatient(int maxRuns) {
        return new Rig(Store.inMemory(), Shelf.none(), settings(maxRuns, 1));
    }

    static EngineSettings settings(int maxRuns) {
        return settings(maxRuns, 60);
    }

    static EngineSettings settings(int maxRuns, int timeoutS) {
        return new EngineSettings() {
            @Override
            public int maxRuns() {
                return maxRuns;
            }

            @Override
            public int answerTimeoutS() {
                return timeoutS;
            }

            @Override
            public int startTimeoutS() {
                return timeoutS;
            }

            @Override
            public Class<? extends Annotation> annotationType() {
                return EngineSettings.class;
            }
        };
    }

    @SuppressWarnings("unchecked")
    static ServiceReference<ActionType<?>> reference(String type, int ranking) {
        Map<String, Object> properties = Map.of(ActionTypeName.PROPERTY, type, Constants.SERVICE_RANKING, ranking);
        return (ServiceReference<ActionType<?>>) Proxy.newProxyInstance(
                Rig.class.getClassLoader(),
                new Class<?>[] {ServiceReference.class},
                (self, method, args) -> switch (method.getName()) {
                    case "getBundle" -> null;
                    case "getProperty" -> properties.get((String) args[0]);
                    case "compareTo" ->
                        Integer.compare(
                                ranking, (int) ((ServiceReference<?>) args[0]).getProperty(Constants.SERVICE_RANKING));
                    case "equals" -> self == args[0];
                    case "hashCode" -> System.identityHashCode(self);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    /** The run of that number, once it was started. */
    FakeType.FakeRun run(int number) {
        await().until(() -> type.runs.size() > number);
        return type.runs.get(number);
    }

    WatchStatus status(String id) {
        return engine.find(id).orElseThrow();
    }

    void becomes(String id, WatchStatus.State state) {
        await().until(() -> engine.find(id).map(WatchStatus::state).equals(Optional.of(state)));
    }

    /** Waits until the lanes have taken everything that was posted to them so far, and nothing came of it. */
    void nothingHappens(String id) {
        int before = type.runs.size();
        engine.resume(id);
        await().during(Duration.ofMillis(100)).until(() -> type.runs.size() == before);
    }

    @Override
    public void close() {
        engine.stop();
    }
}
