package twitcher.config.python.worker;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.python.core.Py;
import org.python.core.PyBaseCode;
import org.python.core.PyException;
import org.python.core.PyFrame;
import org.python.core.PyInteger;
import org.python.core.PyObject;
import org.python.core.PyString;

/**
 * What a config declared while it was run: its watches, the functions among their actions, and what was wrong. A watch is
 * a map with its line, its fields as pairs in order, and its function, if it has one.
 */
final class Evaluation {
    private static final List<String> POSITIONS = List.of(
            "znode",
            "action",
            "pipe_stdin",
            "run_on_load",
            "run_mode",
            "description",
            "uid",
            "gid",
            "watch_type",
            "notify_signal",
            "timeout");

    private final String path;
    private final List<Map<String, Object>> watches = new ArrayList<>();
    private final List<PyObject> functions = new ArrayList<>();
    private final List<Map<String, Object>> problems = new ArrayList<>();

    /** An evaluation of the file at {@code path}. */
    Evaluation(String path) {
        this.path = path;
    }

    List<Map<String, Object>> watches() {
        return watches;
    }

    List<Map<String, Object>> problems() {
        return problems;
    }

    /** The function with this number. */
    PyObject function(int number) {
        return functions.get(number);
    }

    /** What the daemon knows of the function with this number; empty if there is none. */
    Map<String, Object> registered(int number) {
        return watches.stream()
                .map(watch -> Program.Messages.map(watch, "function"))
                .filter(function -> function != null && ((Number) function.get("number")).intValue() == number)
                .findFirst()
                .orElse(Map.of());
    }

    /** {@code RegisterWatch(...)}. What is wrong is kept, and the file goes on, so that all of it is told at once. */
    PyObject register(PyObject[] arguments, String[] keywords) {
        int line = line();
        int positional = arguments.length - keywords.length;
        if (positional > POSITIONS.size()) {
            problem(
                    line,
                    0,
                    "RegisterWatch: takes at most " + POSITIONS.size() + " arguments without a name, was given "
                            + positional);
        }
        List<Object> fields = new ArrayList<>();
        Map<String, Object> watch = new LinkedHashMap<>();
        watch.put("line", BigDecimal.valueOf(line));
        watch.put("fields", fields);
        for (int i = 0; i < arguments.length; i++) {
            if (i < Math.min(positional, POSITIONS.size())) {
                field(watch, POSITIONS.get(i), arguments[i]);
            } else if (i >= positional) {
                field(watch, keywords[i - positional], arguments[i]);
            }
        }
        identify(watch);
        watches.add(watch);
        return Py.None;
    }

    private void field(Map<String, Object> watch, String key, PyObject value) {
        int line = ((Number) watch.get("line")).intValue();
        if (key.equals("action") && value.isCallable() && !(value instanceof Declared)) {
            if (watch.containsKey("function")) {
                problem(line, 0, "action: given twice");
            }
            watch.put("function", function(value));
            return;
        }
        try {
            Object plain = Plain.of(value);
            if (key.equals("umask") && value instanceof PyInteger mask && !(plain instanceof Boolean)) {
                plain = mask.getValue() < 0 ? plain : String.format("%03o", mask.getValue());
            }
            ArrayList<Object> pair = new ArrayList<>(List.of(key));
            pair.add(plain);
            fields(watch).add(pair);
        } catch (Plain.NotPlain e) {
            problem(line, 0, key + ": " + e.getMessage());
        }
    }

    private static List<Object> fields(Map<String, Object> watch) {
        return Program.Messages.list(watch, "fields");
    }

    private Map<String, Object> function(PyObject function) {
        Map<String, Object> known = new LinkedHashMap<>();
        known.put("number", BigDecimal.valueOf(functions.size()));
        known.put("name", name(function));
        functions.add(function);
        return known;
    }

    private static String name(PyObject function) {
        PyObject owner = function.__findattr__("im_class");
        PyObject name = function.__findattr__("__name__");
        String own = name instanceof PyString text
                ? Plain.text(text)
                : "instance of " + function.getType().fastGetName();
        PyObject ownerName = owner == null ? null : owner.__findattr__("__name__");
        return ownerName instanceof PyString text ? Plain.text(text) + "." + own : own;
    }

    /** By what a function is known again: the file may declare others when it is run the next time. */
    private void identify(Map<String, Object> watch) {
        Map<String, Object> function = Program.Messages.map(watch, "function");
        if (function != null) {
            PyObject code = functions.get(functions.size() - 1).__findattr__("func_code");
            String mark = watch.get("line") + ":" + function.get("name") + ":"
                    + (code instanceof PyBaseCode body ? body.co_firstlineno : 0) + ":" + text(watch, "znode") + ":"
                    + text(watch, "description");
            function.put("mark", mark);
        }
    }

    private static Object text(Map<String, Object> watch, String key) {
        return fields(watch).stream()
                .map(List.class::cast)
                .filter(pair -> pair.get(0).equals(key))
                .findFirst()
                .map(pair -> pair.get(1))
                .orElse("");
    }

    /** The line of the file that is being run. */
    int line() {
        for (PyFrame frame = Py.getFrame(); frame != null; frame = frame.f_back) {
            if (frame.f_code != null && path.equals(frame.f_code.co_filename)) {
                return frame.f_lineno;
            }
        }
        return 0;
    }

    /** Keeps what is wrong; 0: line or column not known. */
    void problem(int line, int column, String message) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("line", BigDecimal.valueOf(line));
        problem.put("column", BigDecimal.valueOf(column));
        problem.put("message", message);
        problems.add(problem);
    }

    /** Keeps what stopped the file. */
    void failed(PyException failure) {
        Failure found = Failure.of(failure, path);
        problem(found.line(), found.column(), found.message());
    }
}
