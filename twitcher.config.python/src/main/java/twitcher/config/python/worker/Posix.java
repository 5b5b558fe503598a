package twitcher.config.python.worker;

import java.io.FileDescriptor;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import org.python.core.Py;
import org.python.core.PyInteger;
import org.python.core.PyLong;
import org.python.core.PyObject;
import org.python.core.PyString;
import org.python.core.PyTuple;
import org.python.core.PyUnicode;
import org.python.core.io.FileIO;

/** What {@code posix.py} is made of: calls of the C library. A negative result is the number of an error. */
final class Posix {
    private static final int LOCK_SH = 1;
    private static final int LOCK_NB = 4;
    private static final int LOCK_UN = 8;
    private static final int STATVFS_BYTES = 128;
    private static final int STATVFS_FIELDS = 11;
    private static final int STATVFS_FSID = 8;

    /** struct flock: type and whence (2 bytes each), start and length (8 each), pid. */
    private static final int FLOCK_BYTES = 32;

    private static final int FLOCK_START = 8;

    /** Kept for the C library, which does not copy it. */
    private static Pointer ident;

    private Posix() {}

    /** All of them, by the names that posix.py knows them by. */
    static Map<String, Builtin.Body> calls() {
        return Map.ofEntries(
                call("c_number", a -> Py.newInteger(number(a[0]))),
                call("c_read", a -> read(integer(a[0]), integer(a[1]))),
                call("c_write", a -> write(integer(a[0]), a[1])),
                call("c_close", a -> result(Libc.C.close(integer(a[0])))),
                call("c_dup", a -> result(Libc.C.dup(integer(a[0])))),
                call("c_dup2", a -> result(Libc.C.dup2(integer(a[0]), integer(a[1])))),
                call("c_mkfifo", a -> result(Libc.C.mkfifo(path(a[0]), integer(a[1])))),
                call("c_statvfs", a -> statvfs(path(a[0]))),
                call("c_getpgid", a -> result(Libc.C.getpgid(integer(a[0])))),
                call("c_nice", a -> Py.newInteger(Libc.C.nice(integer(a[0])))),
                call("c_chroot", a -> result(Libc.C.chroot(path(a[0])))),
                call("c_setuid", a -> result(Libc.C.setuid(integer(a[0])))),
                call("c_setgid", a -> result(Libc.C.setgid(integer(a[0])))),
                call("c_setgroups", a -> setgroups(a[0])),
                call("c_execve", a -> Py.newInteger(-Replacement.run(a[0], a[1], a[2]))),
                call("c_flock", a -> flock(integer(a[0]), integer(a[1]))),
                call("c_lockf", Posix::lockf),
                call("c_fcntl", a -> result(Libc.C.fcntl(integer(a[0]), integer(a[1]), integer(a[2])))),
                call("c_openlog", Posix::openlog),
                call("c_syslog", a -> nothing(() -> Libc.C.syslog(integer(a[0]), "%s", path(a[1])))),
                call("c_closelog", a -> nothing(Libc.C::closelog)),
                call("c_setlogmask", a -> Py.newInteger(Libc.C.setlogmask(integer(a[0])))));
    }

    private interface Call {
        PyObject of(PyObject[] arguments);
    }

    private static Map.Entry<String, Builtin.Body> call(String name, Call call) {
        return Map.entry(name, (arguments, keywords) -> call.of(arguments));
    }

    private static PyObject result(int result) {
        return Py.newInteger(result < 0 ? -Libc.lastErrno() : result);
    }

    private static PyObject nothing(Runnable call) {
        call.run();
        return Py.None;
    }

    /** Users may have numbers above those of an int; the system takes them for the same bits. */
    private static int integer(PyObject value) {
        return value instanceof PyInteger || value instanceof PyLong
                ? ((Number) value.__tojava__(Number.class)).intValue()
                : value.asInt();
    }

    /** A text for the system, one character a byte where it is a byte string. */
    private static String path(PyObject value) {
        return value instanceof PyUnicode || !(value instanceof PyString)
                ? value.toString()
                : Plain.text((PyString) value);
    }

    /** The number of an open file. */
    private static int number(PyObject file) {
        Object descriptor = file.__tojava__(FileIO.class) instanceof FileIO io ? io.getFD() : Py.None;
        if (!(descriptor instanceof FileDescriptor)) {
            throw Py.TypeError("argument must be an open file, or its number");
        }
        try {
            Field number = FileDescriptor.class.getDeclaredField("fd");
            number.setAccessible(true);
            return number.getInt(descriptor);
        } catch (ReflectiveOperationException e) {
            throw Py.TypeError("the number of this file is not known: " + e);
        }
    }

    private static PyObject read(int descriptor, int size) {
        byte[] bytes = new byte[size];
        int read = (int) Libc.C.read(descriptor, bytes, size);
        return read < 0
                ? Py.newInteger(-Libc.lastErrno())
                : new PyString(new String(bytes, 0, read, StandardCharsets.ISO_8859_1));
    }

    private static PyObject write(int descriptor, PyObject text) {
        byte[] bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
        return result((int) Libc.C.write(descriptor, bytes, bytes.length));
    }

    private static PyObject statvfs(String path) {
        Pointer found = Memory.allocateDirect(Runtime.getRuntime(Libc.C), STATVFS_BYTES, true);
        if (Libc.C.statvfs(path, found) != 0) {
            return Py.newInteger(-Libc.lastErrno());
        }
        List<PyObject> fields = new ArrayList<>();
        for (int i = 0; i < STATVFS_FIELDS; i++) {
            if (i != STATVFS_FSID) {
                fields.add(Py.newLong(found.getLong((long) i * Long.BYTES)));
            }
        }
        return new PyTuple(fields.toArray(PyObject[]::new));
    }

    private static PyObject setgroups(PyObject list) {
        List<Integer> groups = new ArrayList<>();
        list.asIterable().forEach(group -> groups.add(integer(group)));
        return result(Libc.C.setgroups(
                groups.size(), groups.stream().mapToInt(Integer::intValue).toArray()));
    }

    /** A lock outlives {@code Exec(...)()}, as it does with exec. */
    private static PyObject flock(int descriptor, int operation) {
        Replacement.keep(descriptor);
        return result(Libc.C.flock(descriptor, operation));
    }

    private static PyObject lockf(PyObject[] arguments) {
        int descriptor = integer(arguments[0]);
        int operation = integer(arguments[1]);
        Pointer lock = Memory.allocateDirect(Runtime.getRuntime(Libc.C), FLOCK_BYTES, true);
        int type = (operation & LOCK_UN) != 0 ? 2 : (operation & LOCK_SH) != 0 ? 0 : 1;
        lock.putShort(0, (short) type);
        lock.putShort(2, (short) integer(arguments[4]));
        lock.putLong(FLOCK_START, arguments[3].asLong());
        lock.putLong(FLOCK_START + Long.BYTES, arguments[2].asLong());
        Replacement.keep(descriptor);
        return result(Libc.C.fcntl(descriptor, (operation & LOCK_NB) != 0 ? Libc.F_SETLK : Libc.F_SETLKW, lock));
    }

    private static PyObject openlog(PyObject[] arguments) {
        byte[] name = path(arguments[0]).getBytes(StandardCharsets.UTF_8);
        ident = Memory.allocateDirect(Runtime.getRuntime(Libc.C), name.length + 1, true);
        ident.put(0, name, 0, name.length);
        return nothing(() -> Libc.C.openlog(ident, integer(arguments[1]), integer(arguments[2])));
    }
}
