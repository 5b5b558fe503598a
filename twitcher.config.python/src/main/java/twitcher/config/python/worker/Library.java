package twitcher.config.python.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.python.core.ClasspathPyImporter;
import org.python.core.Py;
import org.python.core.PyCode;
import org.python.core.PyList;
import org.python.core.PyModule;
import org.python.core.PyObject;
import org.python.core.PyRunnable;
import org.python.core.PyString;
import org.python.core.PyUnicode;
import org.python.core.imp;

/**
 * Imports Python's library by the class loader of this process, from what the {@link Lifter} took from Jython's jar, so that
 * its classes can be in the class archive: Jython's own importer makes each of them anew. It is asked where that one would
 * be, and hands on whatever it does not know.
 */
final class Library extends PyObject {
    /** The entry of {@code sys.path} for Python's library. */
    static final String ROOT = "__pyclasspath__/Lib";

    /** Names all modules that were lifted, a line each; that of a package ends with a slash. */
    static final String INDEX = "twitcher_library.txt";

    private static final String FOLDER = "Lib/";
    private static final String COMPILED = "$py.class";
    private static final String PACKAGE = "/__init__";
    private static final long serialVersionUID = 1;

    private final transient Set<String> names;
    private final String folder;
    private final transient PyObject find = new Builtin((arguments, keywords) -> find(arguments[0].toString()));
    private final transient PyObject load = new Builtin((arguments, keywords) -> load(arguments[0].toString()));
    private transient PyObject jython;

    /** Importer of the modules in {@code folder}, of which {@code names} were lifted. */
    private Library(Set<String> names, String folder) {
        this.names = names;
        this.folder = folder;
    }

    /** Has imports done that way, if something was lifted. */
    static void install(PyList hooks) throws IOException {
        try (InputStream index = Library.class.getResourceAsStream("/" + INDEX)) {
            if (index != null) {
                Set<String> names = new BufferedReader(new InputStreamReader(index, StandardCharsets.US_ASCII))
                        .lines()
                        .collect(Collectors.toCollection(TreeSet::new));
                hooks.insert(0, new Builtin((arguments, keywords) -> importer(names, arguments[0].toString())));
            }
        }
    }

    private static PyObject importer(Set<String> names, String folder) {
        if (!folder.startsWith(ROOT)) {
            throw Py.ImportError("not Python's library");
        }
        return new Library(names, folder);
    }

    /** The module that an entry of Jython's jar is the code of, as in {@link #INDEX}; tests are left where they are. */
    static Optional<String> module(String entry) {
        if (!entry.startsWith(FOLDER) || !entry.endsWith(COMPILED) || entry.matches(".*/tests?/.*")) {
            return Optional.empty();
        }
        String path = entry.substring(FOLDER.length(), entry.length() - COMPILED.length());
        boolean isPackage = path.endsWith(PACKAGE);
        String name = (isPackage ? path.substring(0, path.length() - PACKAGE.length()) : path).replace('/', '.');
        return Optional.of(isPackage ? name + "/" : name);
    }

    /** Where the class of a module in the {@link #INDEX} belongs, for the class loader to find it. */
    static String entry(String module) {
        return module.replace("/", "").replace('.', '/') + COMPILED;
    }

    private PyObject find(String name) {
        return known(name) ? this : jython().invoke("find_module", new PyString(name));
    }

    private boolean known(String name) {
        return names.contains(name) || isPackage(name);
    }

    private boolean isPackage(String name) {
        return names.contains(name + "/");
    }

    /** As Jython's importer does it: in {@code sys.modules} before its code is run, and with one path for all packages. */
    private PyObject load(String name) {
        PyModule module = imp.addModule(name);
        module.__setattr__("__loader__", this);
        String path = ROOT + "/" + name.replace('.', '/');
        if (isPackage(name)) {
            module.__setattr__("__path__", new PyList(List.of(new PyUnicode(ROOT + "/"))));
        }
        String file = path + (isPackage(name) ? PACKAGE : "") + COMPILED;
        imp.createFromCode(name, code(name, file), file);
        return module;
    }

    private static PyCode code(String name, String file) {
        try {
            Object module =
                    Class.forName(name + "$py").getConstructor(String.class).newInstance(file);
            return ((PyRunnable) module).getMain();
        } catch (ReflectiveOperationException e) {
            throw Py.ImportError(file + ": " + e);
        }
    }

    /** What Jython's importer can do besides. */
    @Override
    public PyObject __findattr_ex__(String name) {
        return switch (name) {
            case "find_module" -> find;
            case "load_module" -> load;
            default -> {
                PyObject own = super.__findattr_ex__(name);
                yield own == null ? jython().__findattr_ex__(name) : own;
            }
        };
    }

    private synchronized PyObject jython() {
        if (jython == null) {
            jython = ClasspathPyImporter.TYPE.__call__(new PyString(folder));
        }
        return jython;
    }
}
