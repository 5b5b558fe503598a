package twitcher.shell.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import twitcher.api.Payload;
import twitcher.api.admin.Watches;
import twitcher.api.admin.Watches.Answer;
import twitcher.shell.text.Printable;

/** What an operator may order. */
@Component(service = ControlCommands.class)
@GogoCommand(
        scope = "twitcher",
        function = {"run", "stop", "pause", "resume"})
public final class ControlCommands {
    private static final Logger LOG = LoggerFactory.getLogger(ControlCommands.class);

    private final Services services;

    @Activate
    public ControlCommands(@Reference Services services) {
        this.services = services;
    }

    @Descriptor("runs a watch now, or all watches of a file, by their run modes")
    public void run(
            @Descriptor("TEXT: the payload instead of the node's; @FILE for the bytes of a file, @- for standard input")
                    @Parameter(names = "--data", absentValue = Arguments.ABSENT)
                    Payload data,
            @Descriptor("ID: of a watch, any part of it that no other has, or a file's name") String... id) {
        String target = Arguments.of("run", id, "--data").one("the id of a watch, a part of it, or a file");
        Optional<Payload> payload = Optional.of(data).filter(given -> !given.equals(Payload.ofText(Arguments.ABSENT)));
        Watches watches = services.watches();
        order("run", new Targets(watches).some(target), each -> watches.run(each, payload));
    }

    @Descriptor("stops a run by the stop sequence: SIGTERM, then SIGKILL")
    public void stop(@Descriptor("RUN: its id, or any part of it that no other run has") String... run) {
        String part = Arguments.of("stop", run).one("the id of a run, or a part of it");
        Watches watches = services.watches();
        order("stop", List.of(new RunTargets(watches).going(part).id()), watches::stop);
    }

    @Descriptor("starts no more runs of a watch until it is resumed, also after a restart")
    public void pause(
            @Descriptor("ID: of a watch, any part of it that no other has, a file's name, or all") String... id) {
        String target = Arguments.of("pause", id).one("the id of a watch, a part of it, a file, or all");
        Watches watches = services.watches();
        order("pause", new Targets(watches).someOrAll(target), watches::pause);
    }

    @Descriptor("releases a watch that is paused or stopped; what waited runs")
    public void resume(
            @Descriptor("ID: of a watch, any part of it that no other has, a file's name, or all") String... id) {
        String target = Arguments.of("resume", id).one("the id of a watch, a part of it, a file, or all");
        Watches watches = services.watches();
        order("resume", new Targets(watches).someOrAll(target), watches::resume);
    }

    /** Gives the order for each id and prints what came of it. */
    private static void order(String order, List<String> ids, Function<String, Answer> give) {
        List<String> refusals = new ArrayList<>();
        for (String id : ids) {
            Answer answer = give.apply(id);
            LOG.info("{}: {} by an operator: {}", id, order, words(id, answer).substring(id.length() + 2));
            if (answer.done()) {
                Listing.print(Printable.line(words(id, answer)) + "\n");
            } else {
                refusals.add(words(id, answer));
            }
        }
        if (!refusals.isEmpty()) {
            throw new Refusal(String.join("\n", refusals));
        }
    }

    /** An answer may name what it is about, or not. */
    private static String words(String id, Answer answer) {
        return answer.words().startsWith(id + ": ") ? answer.words() : id + ": " + answer.words();
    }
}
