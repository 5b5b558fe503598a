package twitcher.config.python.worker;

import org.python.core.Py;
import org.python.core.PyException;
import org.python.core.PyFrame;
import org.python.core.PyInteger;
import org.python.core.PyObject;
import org.python.core.PyString;
import org.python.core.PyTraceback;

/**
 * An exception that ended a config, in words.
 *
 * @param line the last line of the file itself that it came through; 0: not known
 * @param column only of a syntax error
 */
record Failure(int line, int column, String message) {
    static Failure of(PyException failure, String path) {
        failure.normalize();
        if (failure.match(Py.SystemExit)) {
            return new Failure(line(failure, path), 0, "sys.exit ends no config; leave it out");
        }
        return failure.match(Py.SyntaxError) ? syntax(failure, path) : exception(failure, path);
    }

    private static Failure syntax(PyException failure, String path) {
        String words = name(failure) + ": " + text(failure.value.__findattr__("msg"));
        int line = number(failure.value.__findattr__("lineno"));
        if (text(failure.value.__findattr__("filename")).equals(path)) {
            return new Failure(line, number(failure.value.__findattr__("offset")), words);
        }
        return new Failure(
                line(failure, path), 0, words + " (" + text(failure.value.__findattr__("filename")) + ":" + line + ")");
    }

    private static Failure exception(PyException failure, String path) {
        String words = Py.formatException(failure.type, failure.value).strip();
        PyTraceback last = failure.traceback;
        while (last != null && last.tb_next instanceof PyTraceback next) {
            last = next;
        }
        boolean elsewhere = last != null && !path.equals(file(last.tb_frame));
        return new Failure(
                line(failure, path),
                0,
                elsewhere ? words + " (" + file(last.tb_frame) + ":" + last.tb_lineno + ")" : words);
    }

    private static String name(PyException failure) {
        return text(failure.type.__findattr__("__name__"));
    }

    private static int line(PyException failure, String path) {
        int line = 0;
        PyTraceback at = failure.traceback;
        while (at != null) {
            line = path.equals(file(at.tb_frame)) ? at.tb_lineno : line;
            at = at.tb_next instanceof PyTraceback next ? next : null;
        }
        return line;
    }

    private static String file(PyFrame frame) {
        return frame == null || frame.f_code == null ? "" : String.valueOf(frame.f_code.co_filename);
    }

    private static String text(PyObject value) {
        return value instanceof PyString text ? Plain.text(text) : String.valueOf(value);
    }

    private static int number(PyObject value) {
        return value instanceof PyInteger number ? number.getValue() : 0;
    }
}
