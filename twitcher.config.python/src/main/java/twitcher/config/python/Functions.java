package twitcher.config.python;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import twitcher.api.settings.Setting;
import twitcher.api.settings.SettingKinds;
import twitcher.api.settings.SettingTable;
import twitcher.config.python.worker.Program;
import twitcher.config.python.worker.Wire;

/**
 * A function as the action of a watch: what the daemon keeps of it. Two are equal only if the texts of their files are,
 * and of the modules that these import from beside them.
 */
final class Functions {
    /** The name of the action type. */
    static final String TYPE = "python";

    static final Setting<String> NAME = Setting.required("function", SettingKinds.text(), "Its name, for people.");
    static final Setting<Integer> NUMBER = Setting.required(
            "number", SettingKinds.whole(0, Integer.MAX_VALUE), "Which function of the file it is, from 0.");
    static final Setting<String> MARK =
            Setting.required("mark", SettingKinds.text(), "What it is known by when the file is evaluated again.");
    static final Setting<String> PROGRAM =
            Setting.required("program", SettingKinds.text(), "The file and its modules, packed.");
    static final SettingTable TABLE = SettingTable.of(NAME, NUMBER, MARK, PROGRAM);

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
