package twitcher.config.python.worker;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.python.objectweb.asm.ClassReader;
import org.python.objectweb.asm.ClassVisitor;
import org.python.objectweb.asm.ClassWriter;
import org.python.objectweb.asm.Opcodes;

/**
 * Lifts classes of Jython to a version that the JVM takes into a class archive: more than half of those that are loaded
 * at the start are older, adapters that Jython's build generates. Makes a jar with them, to stand before Jython's; with the
 * modules of Python's library as classes that a class loader finds, see {@link Library}; and with what is written in Python
 * of a worker, compiled.
 */
public final class Lifter {
    private static final int OLDEST_ARCHIVED = 50;
    private static final int OFFSET_OF_VERSION = 4;

    private Lifter() {}

    /** Reads the first jar and writes the second, which is there once it is whole. */
    public static void main(String[] arguments) throws IOException {
        Path part = Path.of(arguments[1] + ".part");
        Set<String> modules = new TreeSet<>();
        try (ZipFile from = new ZipFile(arguments[0]);
                OutputStream file = Files.newOutputStream(part);
                ZipOutputStream to = new ZipOutputStream(file)) {
            for (Enumeration<? extends ZipEntry> entries = from.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                lift(from, entry, to);
                Optional<String> module = Library.module(entry.getName());
                if (module.isPresent()) {
                    modules.add(module.get());
                    copy(from, entry, Library.entry(module.get()), to);
                }
            }
            to.putNextEntry(new ZipEntry(Library.INDEX));
            to.write(String.join("\n", modules).getBytes(StandardCharsets.US_ASCII));
            compile(to);
        }
        Files.move(part, Path.of(arguments[1]), StandardCopyOption.ATOMIC_MOVE);
    }

    private static void lift(ZipFile from, ZipEntry entry, ZipOutputStream to) throws IOException {
        if (entry.getName().endsWith(".class") && version(from, entry) < OLDEST_ARCHIVED) {
            try (InputStream in = from.getInputStream(entry)) {
                byte[] lifted = lifted(in.readAllBytes());
                to.putNextEntry(new ZipEntry(entry.getName()));
                to.write(lifted);
            } catch (RuntimeException | LinkageError e) {
                return; // it needs something that is not there: the old one stays in use
            }
        }
    }

    private static void copy(ZipFile from, ZipEntry entry, String name, ZipOutputStream to) throws IOException {
        try (InputStream in = from.getInputStream(entry)) {
            to.putNextEntry(new ZipEntry(name));
            in.transferTo(to);
        }
    }

    /** What workers would parse and compile each time that one starts. */
    private static void compile(ZipOutputStream to) throws IOException {
        Python.initialize();
        for (String resource : Python.OWN) {
            to.putNextEntry(new ZipEntry(Source.className(resource) + ".class"));
            to.write(Source.compileAhead(Python.text(resource), resource));
        }
    }

    private static int version(ZipFile from, ZipEntry entry) throws IOException {
        try (DataInputStream in = new DataInputStream(from.getInputStream(entry))) {
            in.skipNBytes(OFFSET_OF_VERSION + Short.BYTES);
            return in.readUnsignedShort();
        }
    }

    /** The class with stack maps, which newer versions must have. */
    static byte[] lifted(byte[] old) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
        ClassVisitor newer = new ClassVisitor(Opcodes.ASM9, writer) {
            @Override
            public void visit(int version, int access, String name, String of, String above, String[] interfaces) {
                super.visit(Opcodes.V1_8, access, name, of, above, interfaces);
            }
        };
        new ClassReader(old).accept(newer, 0);
        return writer.toByteArray();
    }
}
