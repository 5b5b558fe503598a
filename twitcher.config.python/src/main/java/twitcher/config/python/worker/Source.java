package twitcher.config.python.worker;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Optional;
import org.python.antlr.ast.Module;
import org.python.antlr.base.mod;
import org.python.antlr.base.stmt;
import org.python.core.CompileMode;
import org.python.core.CompilerFlags;
import org.python.core.ParserFacade;
import org.python.core.Py;
import org.python.core.PyCode;
import org.python.core.PyObject;
import org.python.core.PyRunnable;
import org.python.core.imp;

/** Compiles Python, whatever its size, and runs it. */
final class Source {
    private Source() {}

    /** Runs {@code text} in {@code globals}; its coding line counts. */
    static void run(byte[] text, String path, PyObject globals) {
        CompilerFlags flags = new CompilerFlags();
        mod tree = ParserFacade.parse(new ByteArrayInputStream(text), CompileMode.exec, path, flags);
        PyCode code;
        try {
            code = Py.compile_flags(tree, path, CompileMode.exec, flags);
        } catch (RuntimeException e) {
            if (!tooLarge(e) || !(tree instanceof Module module)) {
                throw e;
            }
            piecemeal(module, path, globals, flags);
            return;
        }
        Py.runCode(code, globals, globals);
    }

    /** Code for an import. */
    static PyCode compile(byte[] text, String path) {
        CompilerFlags flags = new CompilerFlags();
        return Py.compile_flags(new ByteArrayInputStream(text), path, CompileMode.exec, flags);
    }

    /** The name of a resource as a module; without a dot, or Python would look for the package that it is in. */
    static String moduleName(String resource) {
        return "twitcher_" + resource.replace(".py", "");
    }

    /** The name of the class that {@link #compileAhead} makes. */
    static String className(String resource) {
        return moduleName(resource) + "$py";
    }

    /** A class file of the text of a resource, for {@link #compiledAhead}. */
    static byte[] compileAhead(byte[] text, String resource) {
        return imp.compileSource(moduleName(resource), new ByteArrayInputStream(text), resource, imp.NO_MTIME);
    }

    /** The code of a resource that was compiled ahead of time; empty if it was not. */
    static Optional<PyCode> compiledAhead(String resource) {
        try {
            Object module = Class.forName(className(resource))
                    .getConstructor(String.class)
                    .newInstance(resource);
            return Optional.of(((PyRunnable) module).getMain());
        } catch (ReflectiveOperationException e) {
            return Optional.empty();
        }
    }

    /** A file too large for one method of the JVM: one method for each of its statements. */
    private static void piecemeal(Module module, String path, PyObject globals, CompilerFlags flags) {
        for (stmt statement : List.copyOf(module.getInternalBody())) {
            Module one = new Module(statement.getToken(), List.of(statement));
            Py.runCode(compile(one, statement, path, flags), globals, globals);
        }
    }

    private static PyCode compile(Module one, stmt statement, String path, CompilerFlags flags) {
        try {
            return Py.compile_flags(one, path, CompileMode.exec, flags);
        } catch (RuntimeException e) {
            throw tooLarge(e) ? new TooLarge(statement.getToken().getLine()) : e;
        }
    }

    private static boolean tooLarge(RuntimeException e) {
        return String.valueOf(e.getMessage()).toLowerCase(java.util.Locale.ROOT).contains("too large")
                || e.getClass().getName().contains("TooLarge");
    }

    /** A statement that is too large for the JVM. */
    static final class TooLarge extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final int line;

        TooLarge(int line) {
            super("this statement is too large for the JVM (64 KiB of code); split it, or read its data from a file");
            this.line = line;
        }

        int line() {
            return line;
        }
    }
}
