package twitcher.config.python;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import twitcher.api.Outcome;
import twitcher.api.Output;
import twitcher.api.Watch;
import twitcher.api.action.Action;
import twitcher.api.action.ActionType;
import twitcher.api.action.ActionTypeName;
import twitcher.api.action.Description;
import twitcher.api.action.ProcessAction;
import twitcher.api.action.RunContext;
import twitcher.api.action.RunningAction;
import twitcher.api.config.WatchFile;
import twitcher.api.process.Handover;
import twitcher.config.python.worker.Wire;

/** The action type {@code python}: a function of a Python config, run in a process of its own. */
@Component(service = ActionType.class, immediate = true)
@ActionTypeName(Functions.TYPE)
public final class FunctionActionType implements ActionType<Functions.Function> {
    private final Interpreters interpreters;

    /** The files with functions, and what these import from the standard library. */
    private final Map<WatchFile, Set<String>> users = new IdentityHashMap<>();

    /** Functions run by workers of {@code interpreters}. */
    @Activate
    public FunctionActionType(@Reference Interpreters interpreters) {
        this.interpreters = interpreters;
    }

    /** Spares are kept while some watch has a function. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindWatchFile(WatchFile file) {
        Set<String> imports = new TreeSet<>();
        Set<Object> programs = functions(file);
        programs.forEach(program -> imports.addAll(Functions.imports((String) program)));
        if (!programs.isEmpty()) {
            synchronized (users) {
                users.put(file, imports);
                want();
            }
        }
    }

    void unbindWatchFile(WatchFile file) {
        synchronized (users) {
            if (users.remove(file) != null) {
                want();
            }
        }
    }

    private void want() {
        Set<String> imports = new TreeSet<>();
        users.values().forEach(imports::addAll);
        interpreters.spares().want(users.isEmpty() ? Optional.empty() : Optional.of(imports));
    }

    /** The programs of its functions: one, as a rule. */
    private static Set<Object> functions(WatchFile file) {
        return file.watches().stream()
                .map(Watch::action)
                .filter(action -> action.type().equals(Functions.TYPE))
                .map(action -> action.settings().get("program"))
                .collect(Collectors.toSet());
    }

    @Override
    public Class<Functions.Function> settings() {
        return Functions.Function.class;
    }

    @Override
    public Action create(Functions.Function function) {
        Map<String, Object> which = Map.of(
                "do", "run",
                "number", BigDecimal.valueOf(function.number()),
                "mark", function.mark());
        return new Call(function, which);
    }

    /** A function is a process of its own, and each takes its memory. */
    @Override
    public int mostRuns() {
        return interpreters.mostFunctions();
    }

    /** A call of a function, started or only described. */
    private final class Call implements ProcessAction {
        private final Functions.Function function;
        private final Map<String, Object> which;

        Call(Functions.Function function, Map<String, Object> which) {
            this.function = function;
            this.which = which;
        }

        @Override
        public RunningAction start(RunContext run) {
            return FunctionActionType.this.start(run, function.program(), which);
        }

        @Override
        public Description describe(RunContext run) {
            return Description.of(
                    "calls the function " + function.function() + " of its config, in a process of its own",
                    interpreters.plan(run));
        }
    }

    private RunningAction start(RunContext run, String program, Map<String, Object> which) {
        try {
            Map<String, Object> message = Functions.unpack(program);
            message.putAll(which);
            var worker = interpreters.spares().take();
            return worker.become(run, stage -> {
                message.put("stage", message(stage));
                Wire.write(worker.requests(), message);
            });
        } catch (IOException e) {
            return new NeverStarted("Python cannot be started: " + e.getMessage());
        }
    }

    private static Map<String, Object> message(Handover.Stage stage) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("env", stage.env());
        message.put("cwd", stage.cwd());
        message.put("umask", BigDecimal.valueOf(stage.umask()));
        message.put("stdin", stage.stdin().map(Path::toString).orElse(null));
        message.put("stdout", stage.stdout().toString());
        message.put("stderr", stage.stderr().toString());
        message.put("become", stage.become().map(FunctionActionType::message).orElse(null));
        return message;
    }

    private static Map<String, Object> message(Handover.Identity who) {
        List<BigDecimal> groups = who.groups().stream().map(BigDecimal::valueOf).toList();
        return Map.of("uid", BigDecimal.valueOf(who.uid()), "gid", BigDecimal.valueOf(who.gid()), "groups", groups);
    }

    /** A run without a process, for a reason that passes. */
    private record NeverStarted(String why) implements RunningAction {
        @Override
        public CompletionStage<Ending> ending() {
            return CompletableFuture.completedStage(new Ending(new Outcome.Postponed(why), Output.NONE));
        }

        @Override
        public void stop() {}
    }
}
