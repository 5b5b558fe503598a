package twitcher.config.python.worker;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.python.core.Py;
import org.python.core.PyException;
import org.python.core.PyInteger;
import org.python.core.PyLong;
import org.python.core.PyObject;

/**
 * A worker: evaluates configs until its input ends, or one function. Each message it reads says what to {@code do}:
 * {@code evaluate} a program, {@code rehearse} a run, or {@code run} a function of a program.
 */
public final class WorkerMain {
    private static final int REFUSED = 125;
    private static final Map<String, Object> READY = Map.of("ready", true);
    private static final byte[] WARM =
            "def f():\n    pass\nRegisterWatch('/warm', f)\nRegisterWatch('/warm', Exec('true'))\n"
                    .getBytes(StandardCharsets.US_ASCII);

    private final Channel channel;
    private final Python python;

    private WorkerMain(Channel channel, Python python) {
        this.channel = channel;
        this.python = python;
    }

    /** Serves the daemon at the other end of standard input and output. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Thread loading = new Thread(Libc::load, "twitcher-native");
        loading.start();
        Python.initialize();
        Channel channel = Channel.take();
        Python python = new Python();
        loading.join();
        python.evaluate(new Program("warm.twc", "/", WARM, Map.of()));
        channel.write(READY);
        new WorkerMain(channel, python).serve();
    }

    private void serve() throws IOException {
        try {
            while (true) {
                Map<String, Object> message = channel.read();
                channel.write(
                        switch ((String) message.get("do")) {
                            case "run" -> run(message);
                            case "rehearse" -> rehearse(message);
                            default -> evaluate(Program.of(message));
                        });
            }
        } catch (EOFException e) {
            System.exit(0);
        }
    }

    private Map<String, Object> evaluate(Program program) {
        Python.Result result = python.evaluate(program);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("watches", result.evaluation().watches());
        answer.put("problems", result.evaluation().problems());
        answer.put("used", result.used());
        answer.put("dirty", result.dirty());
        return answer;
    }

    /** Evaluates the program, takes on the role, and only then runs the function. Ends the process. */
    private Map<String, Object> run(Map<String, Object> message) {
        Map<String, Object> stage = Program.Messages.map(message, "stage");
        try {
            python.keep();
            Python.Result result = python.evaluate(Program.of(message));
            Role.files(stage);
            PyObject function = function(result.evaluation(), message);
            Role.rest(stage);
            python.become(Program.Messages.map(stage, "env"), (String) stage.get("cwd"));
            python.running();
            channel.close();
            end(call(function));
        } catch (Role.Refused | IOException | PyException e) {
            System.err.println("not started: " + e.getMessage());
            System.exit(REFUSED);
        }
        throw new IllegalStateException("the process has ended");
    }

    private Map<String, Object> rehearse(Map<String, Object> message) throws IOException {
        List<String> modules = Program.Messages.list(message, "modules").stream()
                .map(String.class::cast)
                .toList();
        new Rehearsal(python).perform(modules);
        return READY;
    }

    private static PyObject function(Evaluation evaluation, Map<String, Object> message) throws Role.Refused {
        if (!evaluation.problems().isEmpty()) {
            Map<String, Object> problem = evaluation.problems().get(0);
            throw new Role.Refused("the file, evaluated for this run, failed at line " + problem.get("line") + ": "
                    + problem.get("message"));
        }
        int number = ((Number) message.get("number")).intValue();
        Map<String, Object> now = evaluation.registered(number);
        if (!message.get("mark").equals(now.get("mark"))) {
            throw new Role.Refused("the file, evaluated for this run, registers another function here than when it was"
                    + " loaded (" + now.getOrDefault("mark", "none") + " instead of " + message.get("mark")
                    + "): what it registers must not depend on anything that changes");
        }
        return evaluation.function(number);
    }

    private int call(PyObject function) {
        int status = called(function::__call__);
        int late = called(() -> {
            python.last();
            return Py.None;
        });
        return status == 0 ? late : status;
    }

    private static int called(Supplier<PyObject> body) {
        try {
            return of(body.get());
        } catch (PyException e) {
            e.normalize();
            if (e.match(Py.SystemExit)) {
                return ofExit(e.value.__findattr__("code"));
            }
            Py.printException(e);
            return 1;
        } catch (StackOverflowError e) {
            System.err.println("recursion too deep");
            return 1;
        }
    }

    /** Of sys.exit: a message is printed, as Python does. */
    private static int ofExit(PyObject code) {
        if (code != null && code != Py.None && !(code instanceof PyInteger) && !(code instanceof PyLong)) {
            System.err.println(code);
        }
        return of(code == null ? Py.None : code);
    }

    /** The status for what a function returned. */
    private static int of(PyObject value) {
        if (value == Py.None) {
            return 0;
        } else if (value instanceof PyInteger number) {
            return of(number.getValue());
        }
        return value instanceof PyLong number ? of(number.getValue().longValue()) : 1;
    }

    /** The system keeps the last byte; another number than 0 never becomes a success by that. */
    private static int of(long number) {
        int status = (int) (number & 0xff);
        return status == 0 && number != 0 ? 1 : status;
    }

    /** Ends the process, from any thread, as sys.exit of {@code code} does. */
    static PyObject exit(PyObject code) {
        end(ofExit(code));
        return Py.None;
    }

    private static void end(int status) {
        Python.flush();
        System.exit(status);
    }
}
