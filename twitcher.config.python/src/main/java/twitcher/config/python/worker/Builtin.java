package twitcher.config.python.worker;

import org.python.core.PyObject;

/** A callable that is a global of every config. */
final class Builtin extends PyObject {
    private static final long serialVersionUID = 1;

    private final transient Body body;

    /** What it does. */
    interface Body {
        PyObject call(PyObject[] arguments, String[] keywords);
    }

    Builtin(Body body) {
        this.body = body;
    }

    @Override
    public boolean isCallable() {
        return true;
    }

    @Override
    public PyObject __call__(PyObject[] arguments, String[] keywords) {
        return body.call(arguments, keywords);
    }
}
