package twitcher.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import twitcher.api.Event;
import twitcher.api.Policy;
import twitcher.api.RunMode;

@Timeout(30)
class EngineTest {
    private final Rig rig = new Rig().complete();

    @AfterEach
    void close() {
        rig.close();
    }

    private FakeType.FakeRun run(int number) {
        await().until(() -> rig.type.runs.size() > number);
        return rig.type.runs.get(number);
    }

    private void idle(String id) {
        await().until(() -> rig.engine.find(id).orElseThrow().running().isEmpty());
    }

    @Test
    void runsTheStateFoundAtLoad() {
        rig.source.set("/a", "one");
        rig.engine.addFile(Rig.reading(1, Rig.watch("f.json:a", "/a")));
        assertThat(run(0).payload()).isEqualTo("one");
        assertThat(run(0).context.event()).isEqualTo(Event.LOADED);
    }

    @Test
    void queueRunsOnceMoreWithTheNewest() {
        rig.source.set("/a", "0");
        rig.engine.addFile(Rig.reading(1, Rig.watch("f.json:a", "/a")));
        FakeType.FakeRun first = run(0);
        for (int i = 1; i <= 100; i++) {
            rig.source.set("/a", "" + i);
        }
        first.succeed();
        FakeType.FakeRun second = run(1);
        assertThat(second.payload()).isEqualTo("100");
        second.succeed();
        idle("f.json:a");
        assertThat(rig.type.runs).hasSize(2);
    }

    @Test
    void discardDropsAndStillSeesTheNextChange() {
        rig.source.set("/a", "0");
        rig.engine.addFile(Rig.reading(1, Rig.watch("f.json:a", "/a", Policy.DEFAULT.withRunMode(RunMode.DISCARD))));
        FakeType.FakeRun first = run(0);
        rig.source.set("/a", "1");
        first.succeed();
        idle("f.json:a");
        rig.source.set("/a", "2");
        assertThat(run(1).payload()).isEqualTo("2");
    }

    @Test
    void parallelStartsEach() {
        rig.source.set("/a", "0");
        rig.engine.addFile(Rig.reading(1, Rig.watch("f.json:a", "/a", Policy.DEFAULT.withRunMode(RunMode.PARALLEL))));
        run(0);
        rig.source.set("/a", "1");
        run(1);
        rig.source.set("/a", "2");
        run(2);
        assertThat(rig.type.payloads()).containsExactly("0", "1", "2");
    }
}
