package twitcher.engine;

import static org.awaitility.Awaitility.await;

import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        engine = new Engine(store, shelf, settings(maxRuns));
    }

    /** With a source and the type {@code fake}. */
    Rig complete() {
        engine.addSource(source);
        engine.addType(reference, type);
        return this;
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

    static EngineSettings settings(int maxRuns) {
        return new EngineSettings() {
            @Override
            public int maxRuns() {
                return maxRuns;
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
