package twitcher.config.python.worker;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.python.core.PyException;

/** Goes through a run, so that the real one finds classes loaded, calls linked and much of it compiled. Without effect. */
final class Rehearsal {
    private static final String NOTHING = "/dev/null";
    private static final int TIMES = 15;
    private static final int UMASK = 022;

    private final Python python;

    Rehearsal(Python python) {
        this.python = python;
    }

    /** Imports {@code modules} of the standard library, as far as they are there, and goes through some runs. */
    void perform(List<String> modules) throws IOException {
        python.preload(modules);
        try (InputStream text = Rehearsal.class.getResourceAsStream("rehearsal.py")) {
            Program program = new Program("rehearsal.twc", "/", text.readAllBytes(), Map.of());
            for (int i = 0; i < TIMES; i++) {
                run(program);
            }
        } catch (Role.Refused | PyException e) {
            throw new IOException("a rehearsal failed: " + e, e);
        }
    }

    private void run(Program program) throws Role.Refused {
        Evaluation evaluation = python.evaluate(program).evaluation();
        Map<String, Object> stage = stage();
        Role.files(stage);
        Role.rest(stage);
        python.become(Program.Messages.map(stage, "env"), "/");
        evaluation.function(0).__call__();
        Python.flushStreams();
    }

    private static Map<String, Object> stage() {
        Map<String, Object> stage = new HashMap<>();
        stage.put("env", new HashMap<String, Object>(System.getenv()));
        stage.put("cwd", "/");
        stage.put("umask", BigDecimal.valueOf(UMASK));
        stage.put("stdin", null);
        stage.put("stdout", NOTHING);
        stage.put("stderr", NOTHING);
        stage.put("become", null);
        return stage;
    }
}
