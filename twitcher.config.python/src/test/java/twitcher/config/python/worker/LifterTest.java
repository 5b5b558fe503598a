package twitcher.config.python.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.python.core.BytecodeLoader;
import org.python.core.Py;
import org.python.core.PyRunnable;

/** Jython's old classes, lifted. */
final class LifterTest {
    private static final String OLD = "org/python/core/PyList$PyExposer.class";
    private static final int OFFSET_OF_VERSION = 6;

    @Test
    void aLiftedClassIsNewerAndSoundToTheVerifier() throws Exception {
        byte[] old = bytes();
        assertThat(version(old)).isLessThan(50);
        byte[] lifted = Lifter.lifted(old);
        assertThat(version(lifted)).isGreaterThanOrEqualTo(50);
        Class<?> loaded = new Strict(lifted).loadClass("org.python.core.PyList$PyExposer");
        assertThat(loaded.getDeclaredConstructors()).hasSize(1);
        Class.forName(loaded.getName(), true, loaded.getClassLoader()); // links, and so verifies
    }

    @Test
    void whatIsCompiledAheadIsAClassThatTheArchiveTakes() throws Exception {
        Python.initialize();
        for (String resource : Python.OWN) {
            byte[] compiled = Source.compileAhead(Python.text(resource), resource);
            assertThat(version(compiled)).isGreaterThanOrEqualTo(50);
            Class<?> loaded = BytecodeLoader.makeClass(Source.className(resource), compiled);
            Object module = loaded.getConstructor(String.class).newInstance(resource);
            assertThat(((PyRunnable) module).getMain()).isNotNull();
        }
    }

    private static byte[] bytes() throws Exception {
        try (InputStream in = Py.class.getClassLoader().getResourceAsStream(OLD)) {
            return in.readAllBytes();
        }
    }

    private static int version(byte[] bytes) {
        return ByteBuffer.wrap(bytes).getShort(OFFSET_OF_VERSION);
    }

    /** Loads that one class anew. */
    private static final class Strict extends ClassLoader {
        private final byte[] lifted;

        Strict(byte[] lifted) {
            super(LifterTest.class.getClassLoader());
            this.lifted = lifted;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals("org.python.core.PyList$PyExposer")) {
                return super.loadClass(name, resolve);
            }
            Class<?> known = findLoadedClass(name);
            return known == null ? defineClass(name, lifted, 0, lifted.length) : known;
        }
    }
}
