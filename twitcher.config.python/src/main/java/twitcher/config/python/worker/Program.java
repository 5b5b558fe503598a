package twitcher.config.python.worker;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A config file with everything that it may import from beside it.
 *
 * @param file its name relative to the watched folder
 * @param folder absolute path of the folder it lies in
 * @param text its bytes
 * @param modules bytes of the modules beside it, by their names relative to {@code folder}
 */
public record Program(String file, String folder, byte[] text, Map<String, byte[]> modules) {
    /** The program in a message. */
    public static Program of(Map<String, Object> message) {
        Map<String, byte[]> modules = new LinkedHashMap<>();
        Messages.map(message, "modules").forEach((name, bytes) -> modules.put(name, (byte[]) bytes));
        return new Program(
                (String) message.get("file"), (String) message.get("folder"), (byte[]) message.get("text"), modules);
    }

    /** The same as a message. */
    public Map<String, Object> message() {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("file", file);
        message.put("folder", folder);
        message.put("text", text);
        message.put("modules", modules);
        return message;
    }

    /** Absolute path of the file. */
    String path() {
        return folder + "/" + file.substring(file.lastIndexOf('/') + 1);
    }

    /** Typed views of untyped messages. */
    static final class Messages {
        private Messages() {}

        @SuppressWarnings("unchecked")
        static Map<String, Object> map(Map<String, Object> message, String key) {
            return (Map<String, Object>) message.get(key);
        }

        @SuppressWarnings("unchecked")
        static List<Object> list(Map<String, Object> message, String key) {
            return (List<Object>) message.get(key);
        }
    }
}
