package twitcher.config.python.worker;

import java.util.Map;
import org.python.core.PyObject;

/** What {@code Exec(...)} and {@code Action(...)} return: an action as data. That of Exec can be called in a function. */
final class Declared extends PyObject {
    private static final long serialVersionUID = 1;

    private final transient Map<String, Object> settings;
    private final transient Runnable replacement;

    /** An action; {@code replacement} is what calling it does. */
    Declared(Map<String, Object> settings, Runnable replacement) {
        this.settings = settings;
        this.replacement = replacement;
    }

    Map<String, Object> settings() {
        return settings;
    }

    @Override
    public boolean isCallable() {
        return true;
    }

    @Override
    public PyObject __call__(PyObject[] arguments, String[] keywords) {
        replacement.run();
        throw new IllegalStateException("the process has been replaced");
    }

    @Override
    public String toString() {
        return "<action " + settings.get("type") + ">";
    }
}
