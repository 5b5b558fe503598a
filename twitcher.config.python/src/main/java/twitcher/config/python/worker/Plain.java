package twitcher.config.python.worker;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.python.core.Py;
import org.python.core.PyBoolean;
import org.python.core.PyDictionary;
import org.python.core.PyFloat;
import org.python.core.PyInteger;
import org.python.core.PyLong;
import org.python.core.PyObject;
import org.python.core.PySequenceList;
import org.python.core.PyString;
import org.python.core.PyUnicode;

/** From Python's values to plain ones. */
final class Plain {
    private static final int DEEPEST = 50;

    private Plain() {}

    /** A value that is not plain. */
    static final class NotPlain extends Exception {
        private static final long serialVersionUID = 1;

        NotPlain(String message) {
            super(message);
        }
    }

    /** The plain value of {@code value}. */
    static Object of(PyObject value) throws NotPlain {
        return of(value, 0);
    }

    private static Object of(PyObject value, int depth) throws NotPlain {
        if (depth > DEEPEST) {
            throw new NotPlain("nested too deep, or contains itself");
        } else if (value == Py.None) {
            return null;
        } else if (value instanceof PyBoolean flag) {
            return flag.getBooleanValue();
        } else if (value instanceof PyInteger number) {
            return BigDecimal.valueOf(number.getValue());
        } else if (value instanceof PyLong number) {
            return new BigDecimal(number.getValue());
        } else if (value instanceof PyFloat number) {
            return number(number.getValue());
        } else if (value instanceof PyString text) {
            return text(text);
        } else if (value instanceof Declared action) {
            return action.settings();
        } else if (value instanceof PySequenceList sequence) {
            return items(sequence, depth);
        } else if (value instanceof PyDictionary map) {
            return fields(map, depth);
        }
        throw new NotPlain(
                "expected plain data (strings, numbers, True, False, None, lists, dicts), was " + words(value));
    }

    private static String words(PyObject value) {
        return value.isCallable()
                ? "a function, which only action may be"
                : "an instance of " + value.getType().fastGetName();
    }

    private static Object number(double number) {
        return Double.isFinite(number) ? (Object) new BigDecimal(Double.toString(number)) : Double.toString(number);
    }

    /** A byte string is UTF-8 if it can be, else Latin-1. */
    static String text(PyString text) {
        if (text instanceof PyUnicode) {
            return text.getString();
        }
        byte[] bytes = text.getString().getBytes(StandardCharsets.ISO_8859_1);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return text.getString();
        }
    }

    private static List<Object> items(PySequenceList sequence, int depth) throws NotPlain {
        List<Object> items = new ArrayList<>();
        for (PyObject item : sequence.getArray()) {
            items.add(of(item, depth + 1));
        }
        return items;
    }

    private static Map<String, Object> fields(PyDictionary map, int depth) throws NotPlain {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (PyObject entry : map.items().asIterable()) {
            PyObject key = entry.__getitem__(0);
            if (!(key instanceof PyString name)) {
                throw new NotPlain("keys must be strings, was " + key.__repr__());
            }
            fields.put(text(name), of(entry.__getitem__(1), depth + 1));
        }
        return fields;
    }
}
