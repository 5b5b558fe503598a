package twitcher.config.python;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import twitcher.api.settings.Doc;
import twitcher.api.settings.Form;
import twitcher.config.python.worker.Program;
import twitcher.config.python.worker.Wire;

/**
 * A function as the action of a watch: what the daemon keeps of it. Two are equal only if the texts of their files are,
 * and of the modules that these import from beside them.
 */
final class Functions {
    /** The name of the action type. */
    static final String TYPE = "python";

    /**
     * Which function of which program.
     *
     * @param function its name
     * @param number its place among the functions of the file
     * @param mark what it is known by
     * @param program the program, as {@link #pack} makes it
     */
    record Function(
            @Doc("Its name, for people.") @Form(Form.Of.ANY_TEXT)
            String function,

            @Doc("Which function of the file it is, from 0.")
            int number,

            @Doc("What it is known by when the file is evaluated again.") @Form(Form.Of.ANY_TEXT)
            String mark,

            @Doc("The file and its modules, packed.") @Form(Form.Of.ANY_TEXT)
            String program) {}

    private Functions() {}

    /** The program as one word. */
    static String pack(Program program) {
        try {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
                Wire.write(out, program.message());
            }
            return Base64.getEncoder().encodeToString(packed.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a program that was packed imports from elsewhere. */
    static Set<String> imports(String packed) {
        return Imports.elsewhere(Program.of(unpack(packed)));
    }

    /** The message that a program is packed as. */
    static Map<String, Object> unpack(String packed) {
        try {
            byte[] bytes = Base64.getDecoder().decode(packed);
            return new LinkedHashMap<>(Wire.read(new InflaterInputStream(new ByteArrayInputStream(bytes))));
        } catch (IOException e) {
            throw new IllegalArgumentException("program: is damaged", e);
        }
    }
}
