package twitcher.config.python.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.python.core.Py;
import org.python.core.PyStringMap;

/** That Python's library is the same whether its classes come from what was lifted or from Jython's jar. */
final class LibraryTest {
    /** Prints what imports leave behind: of modules, packages, what is in packages, what is not there, and what is reloaded. */
    private static final String LOOK = """
            import sys
            def look(name):
                try:
                    __import__(name)
                    m = sys.modules[name]
                except Exception as e:
                    print name, type(e).__name__, e
                    return
                print name, m.__name__, getattr(m, '__file__', '-'), getattr(m, '__path__', '-'), \\
                    getattr(m, '__package__', '-'), type(m).__name__, sorted(dir(m))
            for name in '''os os.path re json json.decoder json.tool subprocess threading tempfile logging logging.handlers
                    logging.config ConfigParser urllib2 socket ssl email email.mime.text email.utils xml.dom.minidom
                    xml.etree.ElementTree encodings.rot_13 encodings.idna shutil datetime random hashlib time math errno
                    collections functools itertools decimal string types copy pickle csv sqlite3 curses nowhere json.nowhere
                    nowhere.inside unittest optparse argparse signal traceback inspect pkgutil zipfile tarfile gzip base64
                    xml.nowhere distutils.version test.test_support os.nowhere'''.split():
                look(name)
            import json, pkgutil, inspect, traceback
            first = json.dumps
            print reload(json) is json, json.dumps is first, json.loads('[1, {"a": null}]')
            print inspect.getsource(json.dumps)[:60], pkgutil.get_loader('json').is_package('json')
            print len(pkgutil.get_data('json', 'decoder.py')), len(json.__loader__.get_source('json'))
            print [name for _, name, _ in pkgutil.iter_modules(json.__path__)]
            try:
                json.loads('[')
            except ValueError:
                print traceback.format_exc()
            sys.path.insert(0, sys.argv[0])
            import sched
            print sched.__file__
            """;

    @TempDir
    static Path folder;

    private static Path lifted;

    @BeforeAll
    static void lift() throws IOException {
        lifted = folder.resolve("lifted.jar");
        Lifter.main(new String[] {place(Py.class).toString(), lifted.toString()});
        Files.writeString(Files.createDirectory(folder.resolve("own")).resolve("sched.py"), "mine = True\n");
    }

    @Test
    void modulesAreTheSameAsWithoutIt() throws Exception {
        String plain = look(List.of(place(Library.class), place(Py.class)));
        String fromLifted = look(List.of(place(Library.class), lifted, place(Py.class)));
        assertThat(plain).contains("__pyclasspath__/Lib/json/__init__", "nowhere ImportError", "own/sched");
        assertThat(fromLifted).isEqualTo(plain);
    }

    @Test
    void classesAreThoseOfTheClassLoaderSoThatTheArchiveCanHaveThem() throws Exception {
        Path log = folder.resolve("classes.log");
        List<Path> places = List.of(place(Library.class), lifted, place(Py.class));
        run(places, List.of("-Xlog:class+load:file=" + log));
        assertThat(Files.readAllLines(log))
                .filteredOn(line -> line.contains("json.decoder$py "))
                .singleElement()
                .asString()
                .contains(lifted.toString());
    }

    @Test
    void testsOfTheLibraryStayWhereTheyAre() {
        assertThat(Library.module("Lib/json/tests/test_dump$py.class")).isEmpty();
        assertThat(Library.module("Lib/json/__init__.py")).isEmpty();
        assertThat(Library.module("org/python/core/Py.class")).isEmpty();
        assertThat(Library.module("Lib/json/__init__$py.class")).hasValue("json/");
        assertThat(Library.module("Lib/json/decoder$py.class")).hasValue("json.decoder");
        assertThat(Library.entry("json/")).isEqualTo("json$py.class");
        assertThat(Library.entry("json.decoder")).isEqualTo("json/decoder$py.class");
    }

    private static Path place(Class<?> type) {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
    }

    private static String look(List<Path> places) throws Exception {
        return run(places, List.of());
    }

    private static String run(List<Path> places, List<String> options) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(options);
        List<String> path = new ArrayList<>(places.stream().map(Path::toString).toList());
        path.add(place(LibraryTest.class).toString());
        command.addAll(List.of(
                "-cp",
                String.join(":", path),
                Look.class.getName(),
                folder.resolve("own").toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    /** What each process does. */
    public static final class Look {
        private Look() {}

        /** The argument is a folder with a module that Python's library has as well. */
        public static void main(String[] arguments) throws IOException {
            Python.initialize();
            Py.getSystemState().argv.append(Py.newString(arguments[0]));
            Py.getSystemState().argv.pop(0);
            PyStringMap names = new PyStringMap();
            names.__setitem__("__name__", Py.newString("look"));
            Source.run(LOOK.getBytes(), "look.py", names);
        }
    }
}
