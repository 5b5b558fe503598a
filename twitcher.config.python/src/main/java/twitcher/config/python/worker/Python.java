package twitcher.config.python.worker;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.python.core.JavaImporter;
import org.python.core.Py;
import org.python.core.PyCode;
import org.python.core.PyDictionary;
import org.python.core.PyException;
import org.python.core.PyList;
import org.python.core.PyModule;
import org.python.core.PyObject;
import org.python.core.PyString;
import org.python.core.PyStringMap;
import org.python.core.PySystemState;

/** The Python of this worker: one interpreter, a fresh namespace for each config. */
final class Python {
    private static final List<String> NAMES = List.of(
            "QUEUE",
            "PARALLEL",
            "DISCARD",
            "RESTART",
            "WATCH_DATA",
            "WATCH_CHILDREN",
            "CHANGED",
            "IGNORE",
            "RUN",
            "KEEP",
            "STOP");

    /** What of a worker is written in Python itself. */
    static final List<String> OWN = List.of("bootstrap.py", "posix.py");

    private final PyStringMap bootstrap = new PyStringMap();
    private final PyStringMap posix = new PyStringMap();
    private boolean keeps;
    private boolean running;

    /** What came of a config. */
    record Result(Evaluation evaluation, List<String> used, boolean dirty) {}

    /** After {@link #initialize}. */
    Python() throws IOException {
        bootstrap.__setitem__(
                "compile_bytes",
                new Builtin((arguments, keywords) -> Source.compile(
                        ((PyString) arguments[0]).getString().getBytes(StandardCharsets.ISO_8859_1),
                        arguments[1].toString())));
        run(OWN.get(0), bootstrap);
        Posix.calls().forEach((name, call) -> posix.__setitem__(name, new Builtin(call)));
        posix.__setitem__("c_end", new Builtin((arguments, keywords) -> WorkerMain.exit(arguments[0])));
        for (String name : List.of("library", "libraries")) {
            posix.__setitem__(name, bootstrap.__finditem__(name));
        }
        run(OWN.get(1), posix);
    }

    /** Makes this process one that has Python. */
    static void initialize() throws IOException {
        Properties settings = new Properties();
        settings.setProperty("python.cachedir.skip", "true");
        settings.setProperty("python.import.site", "false");
        settings.setProperty("python.console.encoding", "UTF-8");
        PySystemState.initialize(System.getProperties(), settings, new String[] {""});
        library(Py.getSystemState().path);
        Library.install(Py.getSystemState().path_hooks);
    }

    /**
     * Has the standard library looked up by the class loader alone: the other entry for it, the jar as an archive, would
     * have the directory of all 25,000 files read at the start, a third of the time that this takes. The top of the class
     * path is no place for modules: what the {@link Lifter} has put there is the library's, and {@link Library} finds it.
     */
    private static void library(PyList path) {
        path.clear();
        path.append(new PyString(JavaImporter.JAVA_IMPORT_PATH_ENTRY));
        path.append(new PyString(Library.ROOT));
    }

    private static void run(String resource, PyStringMap names) throws IOException {
        names.__setitem__("__name__", new PyString(Source.moduleName(resource)));
        Optional<PyCode> compiled = Source.compiledAhead(resource);
        if (compiled.isPresent()) {
            Py.runCode(compiled.get(), names, names);
        } else {
            Source.run(text(resource), resource, names);
        }
    }

    /** The text of one of {@link #OWN}. */
    static byte[] text(String resource) throws IOException {
        try (InputStream in = Python.class.getResourceAsStream(resource)) {
            return in.readAllBytes();
        }
    }

    /** Runs a config, and says what it declared. */
    Result evaluate(Program program) {
        Evaluation evaluation = new Evaluation(program.path());
        PyObject before = bootstrap.__finditem__("look").__call__();
        int threads = Thread.activeCount();
        PyObject finder = bootstrap.__finditem__("enter").__call__(bytes(program.folder()), files(program));
        try {
            run(program, evaluation);
        } finally {
            flush(System.out);
        }
        List<String> used = new ArrayList<>();
        finder.__getattr__("used").asIterable().forEach(file -> used.add(Plain.text((PyString) file)));
        return new Result(evaluation, used, dirty(before, finder) || Thread.activeCount() > threads);
    }

    private boolean dirty(PyObject before, PyObject finder) {
        try {
            if (!keeps) {
                bootstrap.__finditem__("leave").__call__(finder);
            }
            return !before.equals(bootstrap.__finditem__("look").__call__());
        } catch (PyException e) {
            return true;
        }
    }

    private void run(Program program, Evaluation evaluation) {
        try {
            Source.run(program.text(), program.path(), globals(program, evaluation));
        } catch (PyException e) {
            evaluation.failed(e);
        } catch (Source.TooLarge e) {
            evaluation.problem(e.line(), 0, e.getMessage());
        } catch (StackOverflowError e) {
            evaluation.problem(0, 0, "recursion too deep");
        } catch (RuntimeException e) {
            evaluation.problem(0, 0, "cannot be compiled: " + e);
        }
    }

    private PyObject globals(Program program, Evaluation evaluation) {
        PyStringMap globals = new PyStringMap();
        globals.__setitem__("__name__", new PyString("__main__"));
        globals.__setitem__("__file__", bytes(program.path()));
        globals.__setitem__("__doc__", Py.None);
        globals.__setitem__("__builtins__", Py.getSystemState().modules.__finditem__("__builtin__"));
        NAMES.forEach(name -> globals.__setitem__(name, new PyString(name)));
        globals.__setitem__("RegisterWatch", new Builtin(evaluation::register));
        globals.__setitem__("Exec", new Builtin(this::exec));
        globals.__setitem__("Action", new Builtin(this::action));
        Py.getSystemState().modules.__setitem__("__main__", new PyModule("__main__", globals));
        return globals;
    }

    private PyObject exec(PyObject[] arguments, String[] keywords) {
        boolean named = keywords.length == 1 && keywords[0].equals("command");
        if (arguments.length != 1 || keywords.length > 0 && !named) {
            throw Py.TypeError("Exec: takes one argument, command");
        }
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("type", "exec");
        settings.put("command", plain("Exec", arguments[0]));
        return new Declared(settings, () -> replace(arguments[0]));
    }

    private void replace(PyObject command) {
        if (!running) {
            throw Py.RuntimeError("Exec(...)() replaces its process, so it works only inside a function that is run;"
                    + " as an action write Exec(...) without ()");
        }
        Replacement.run(command);
    }

    private PyObject action(PyObject[] arguments, String[] keywords) {
        int positional = arguments.length - keywords.length;
        if (positional > 1) {
            throw Py.TypeError("Action: takes the name of a type, and settings by name");
        }
        Map<String, Object> settings = new LinkedHashMap<>();
        if (positional == 1) {
            settings.put("type", plain("Action", arguments[0]));
        }
        for (int i = 0; i < keywords.length; i++) {
            settings.put(keywords[i], plain(keywords[i], arguments[positional + i]));
        }
        return new Declared(settings, () -> {
            throw Py.TypeError("only what Exec returns can be called");
        });
    }

    private static Object plain(String key, PyObject value) {
        try {
            return Plain.of(value);
        } catch (Plain.NotPlain e) {
            throw Py.TypeError(key + ": " + e.getMessage());
        }
    }

    private static PyObject files(Program program) {
        PyDictionary files = new PyDictionary();
        program.modules()
                .forEach((name, text) ->
                        files.__setitem__(bytes(name), new PyString(new String(text, StandardCharsets.ISO_8859_1))));
        return files;
    }

    /** A byte string. */
    private static PyString bytes(String text) {
        return Py.fileSystemEncode(text);
    }

    /** Imports modules of the standard library; those that cannot be imported are left out. */
    void preload(List<String> modules) {
        PyObject load = bootstrap.__finditem__("preload");
        modules.forEach(name -> load.__call__(bytes(name)));
    }

    /** From now on what a config imports stays: its functions may import more. */
    void keep() {
        keeps = true;
    }

    /** From now on functions are run, and Exec(...)() works. */
    void running() {
        running = true;
    }

    /** Takes on environment and directory. */
    void become(Map<String, Object> env, String cwd) {
        PyDictionary variables = new PyDictionary();
        env.forEach((name, value) -> variables.__setitem__(bytes(name), bytes((String) value)));
        bootstrap.__finditem__("become").__call__(variables, bytes(cwd));
    }

    /** What is still to be done when a function has returned: waits for its threads, and calls what atexit was told. */
    void last() {
        posix.__finditem__("last").__call__();
    }

    /** Writes out what Python files still hold, and closes them. */
    static void flush() {
        flushStreams();
        Py.getSystemState().cleanup();
        flush(System.out);
    }

    /** Writes out what standard output and error still hold. */
    static void flushStreams() {
        for (PyObject stream : List.of(Py.getSystemState().stdout, Py.getSystemState().stderr)) {
            try {
                stream.invoke("flush");
            } catch (PyException e) {
                // A stream of the config's own making.
            }
        }
    }

    private static void flush(PrintStream stream) {
        stream.flush();
    }
}
