package twitcher.config.python.worker;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import jnr.ffi.Memory;
import jnr.ffi.NativeType;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import org.python.core.Py;
import org.python.core.PyObject;
import org.python.core.PySequenceList;
import org.python.core.PyString;
import org.python.core.PyUnicode;

/** Replaces this process by a command, as exec does. */
final class Replacement {
    private static final int SIGNALS = 64;
    private static final int SIGNAL_SET_BYTES = 128;
    private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private Replacement() {}

    /** Runs {@code command}, a string for /bin/sh or a list, in place of this process. Returns only by an exception. */
    static void run(PyObject command) {
        List<byte[]> argv = argv(command);
        PyObject environment = Py.getSystemState().modules.__finditem__("os").__getattr__("environ");
        PyObject path = environment.invoke("get", Py.newString("PATH"), Py.newString(PATH));
        String program = find(new String(argv.get(0), StandardCharsets.ISO_8859_1), text(path));
        replace(program, argv, environment);
        throw Py.OSError(program + ": " + Libc.lastError());
    }

    /** Python's execve, but for the exception: returns the number of the error. */
    static int run(PyObject path, PyObject argv, PyObject environment) {
        replace(text(path), argv(argv), environment);
        return Libc.lastErrno();
    }

    /** The command is to have this open file too, because it has a lock. */
    static void keep(int descriptor) {
        LOCKED.add(descriptor);
    }

    /** Returns if that cannot be done. */
    private static void replace(String program, List<byte[]> argv, PyObject environment) {
        List<byte[]> env = new ArrayList<>();
        for (PyObject entry : environment.invoke("items").asIterable()) {
            String variable = text(entry.__getitem__(0)) + "=" + text(entry.__getitem__(1));
            env.add(variable.getBytes(StandardCharsets.ISO_8859_1));
        }
        if (Libc.C.access(program, Libc.X_OK) != 0) {
            return; // before the files of the function are closed
        }
        Pointer arguments = pointers(argv);
        Pointer variables = pointers(env);
        Set<Integer> inherited = new HashSet<>();
        LOCKED.forEach(descriptor -> inherited.add(Libc.C.dup(descriptor)));
        Python.flush();
        closeOnExec(inherited);
        defaultSignals();
        Libc.C.execve(program, arguments, variables);
    }

    private static List<byte[]> argv(PyObject command) {
        if (command instanceof PySequenceList list) {
            return Stream.of(list.getArray()).map(Replacement::bytes).toList();
        }
        return List.of(
                "/bin/sh".getBytes(StandardCharsets.UTF_8), "-c".getBytes(StandardCharsets.UTF_8), bytes(command));
    }

    /** A byte string as it is, a unicode one in UTF-8. */
    private static byte[] bytes(PyObject value) {
        if (!(value instanceof PyString text)) {
            throw Py.TypeError("Exec: a command is a string or a list of strings");
        }
        return text.getString()
                .getBytes(text instanceof PyUnicode ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
    }

    /** One character a byte. */
    private static String text(PyObject value) {
        return new String(bytes(value), StandardCharsets.ISO_8859_1);
    }

    private static String find(String name, String path) {
        if (name.indexOf('/') >= 0) {
            return name;
        }
        return Stream.of(path.split(":", -1))
                .map(folder -> new File(Py.getSystemState().getPath(folder), name))
                .filter(file -> file.isFile() && file.canExecute())
                .map(File::getPath)
                .findFirst()
                .orElseThrow(() -> Py.OSError(name + ": command not found in PATH=" + path));
    }

    private static void closeOnExec(Set<Integer> but) {
        String[] open = new File("/proc/self/fd").list();
        for (String number : open == null ? new String[0] : open) {
            int descriptor = Integer.parseInt(number);
            if (descriptor > 2) {
                Libc.C.fcntl(descriptor, Libc.F_SETFD, but.contains(descriptor) ? 0 : Libc.FD_CLOEXEC);
            }
        }
    }

    private static void defaultSignals() {
        for (int number = 1; number <= SIGNALS; number++) {
            Libc.C.signal(number, null);
        }
        Pointer none = Memory.allocateDirect(Runtime.getRuntime(Libc.C), SIGNAL_SET_BYTES, true);
        Libc.C.pthread_sigmask(Libc.SIG_SETMASK, none, null);
    }

    private static Pointer pointers(List<byte[]> strings) {
        Runtime runtime = Runtime.getRuntime(Libc.C);
        int size = runtime.findType(NativeType.ADDRESS).size();
        Pointer array = Memory.allocateDirect(runtime, (strings.size() + 1) * size, true);
        for (int i = 0; i < strings.size(); i++) {
            byte[] bytes = strings.get(i);
            Pointer string = Memory.allocateDirect(runtime, bytes.length + 1, true);
            string.put(0, bytes, 0, bytes.length);
            array.putPointer((long) i * size, string);
            KEPT.add(string);
        }
        return array;
    }

    /** Not freed before the call. */
    private static final List<Pointer> KEPT = new ArrayList<>();

    private static final Set<Integer> LOCKED = new HashSet<>();
}
