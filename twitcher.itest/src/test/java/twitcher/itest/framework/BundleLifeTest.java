package twitcher.itest.framework;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import twitcher.api.admin.WatchStatus;
import twitcher.itest.support.Gate;
import twitcher.itest.support.Journal;
import twitcher.itest.support.Nodes;

/** Each bundle may stop, vanish, come late and be updated, at any time. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class BundleLifeTest {
    @Inject
    private BundleContext context;

    private Inside inside;
    private Nodes nodes;

    @Configuration
    public Option[] configuration() throws IOException {
        return new Option[] {Product.whole()};
    }

    @Before
    public void connect() throws Exception {
        inside = new Inside(context);
        nodes = inside.nodes();
    }

    @After
    public void disconnect() throws Exception {
        nodes.close();
    }

    @Test
    public void eachBundleMayBeRemovedAndComesBackIntoUse() throws Exception {
        Journal journal = watched("removed", "");
        journal.awaitLast("loaded 0");
        int value = 0;
        for (Bundle bundle : inside.ours()) {
            boolean server = bundle.getSymbolicName().equals("twitcher.zk.embedded");
            if (bundle.getSymbolicName().equals("twitcher.api")) {
                continue; // every other bundle is made of its classes
            }
            inside.reinstall(bundle);
            if (server) {
                nodes.close();
                nodes = inside.nodes();
            }
            inside.awaitState("removed", WatchStatus.State.IDLE);
            nodes.set("/life/removed", Integer.toString(++value));
            journal.awaitLast("changed " + value);
        }
        assertThat(journal.lines())
                .filteredOn(line -> line.startsWith("changed"))
                .hasSize(value)
                .doesNotHaveDuplicates();
        assertThat(journal.lines())
                .describedAs("only the engine, when it starts anew, loads its watches anew")
                .filteredOn(line -> line.startsWith("loaded"))
                .hasSize(2);
    }

    @Test
    public void fileWaitsForItsLanguage() throws Exception {
        Bundle language = inside.bundle("twitcher.config.json");
        language.stop();
        Journal journal = watched("language", "");
        inside.awaitFile("language.json", "WAITING", "json");
        language.start();
        journal.awaitLast("loaded 0");
    }

    @Test
    public void watchWaitsForItsActionTypeAndThenRunsTheNewestState() throws Exception {
        Bundle exec = inside.bundle("twitcher.exec");
        exec.stop();
        Journal journal = watched("type", "");
        inside.awaitState("type", WatchStatus.State.WAITING);
        nodes.set("/life/type", "1");
        nodes.set("/life/type", "2");
        exec.start();
        journal.awaitLast("loaded 2");
        inside.awaitState("type", WatchStatus.State.IDLE);
        assertThat(journal.lines()).containsExactly("loaded 2");
    }

    @Test
    public void updatingTheActionTypeDuringARunLosesAndDoublesNothing() throws Exception {
        updatedDuringARun("twitcher.exec");
    }

    @Test
    public void updatingTheEngineDuringARunLosesAndDoublesNothing() throws Exception {
        updatedDuringARun("twitcher.engine");
    }

    @Test
    public void updatingTheGateDuringARunLosesAndDoublesNothing() throws Exception {
        updatedDuringARun("twitcher.config");
    }

    @Test
    public void updatingTheNodeSourceDuringARunLosesAndDoublesNothing() throws Exception {
        updatedDuringARun("twitcher.zk");
    }

    private void updatedDuringARun(String bundle) throws Exception {
        String name = "update-" + bundle;
        try (Gate gate = Gate.at(inside.file(name + ".gate"))) {
            Journal journal = watched(
                    name,
                    "; " + gate.command() + "; echo end >> "
                            + inside.journal(name).file());
            journal.awaitLast("loaded 0");
            inside.bundle(bundle).update();
            nodes.set("/life/" + name, "1");
            nodes.set("/life/" + name, "2");
            inside.awaitPending(name);
            gate.open();
            journal.awaitCount(3);
            gate.open();
            inside.awaitState(name, WatchStatus.State.IDLE);
            // an engine that starts anew calls the state it finds "loaded"
            assertThat(journal.lines()).hasSize(4).startsWith("loaded 0", "end").endsWith("end");
            assertThat(journal.lines().get(2)).isIn("changed 2", "loaded 2");
        }
    }

    private Journal watched(String name, String more) throws Exception {
        Journal journal = inside.journal(name);
        nodes.create("/life/" + name, "0");
        inside.watch(name, "\"znode\": \"/life/" + name + "\", \"action\": \"" + journal.command() + more + "\"");
        return journal;
    }
}
