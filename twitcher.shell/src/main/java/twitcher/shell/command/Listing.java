package twitcher.shell.command;

import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.felix.service.command.CommandSession;
import twitcher.shell.text.Json;
import twitcher.shell.text.Screen;

/**
 * How a listing is wanted.
 *
 * @param json as JSON, for programs
 * @param screen else: where it is shown
 */
public record Listing(boolean json, Screen screen) {
    /**
     * Reads the options of a listing.
     *
     * @param output {@code table} or {@code json}
     */
    public static Listing of(CommandSession session, String output, boolean noColour) {
        if (!output.equals("table") && !output.equals("json")) {
            throw new Misuse("-o: must be table or json, was '" + output + "'");
        }
        Screen screen = Screen.of(session);
        return new Listing(output.equals("json"), noColour ? screen.plain() : screen);
    }

    /** Prints one of the two. */
    void print(Supplier<Object> data, Function<Screen, String> text) {
        print(json ? Json.of(data.get()) : text.apply(screen));
    }

    /** Prints to the command's standard output, in UTF-8 whatever the daemon's locale. */
    public static void print(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.out.write(bytes, 0, bytes.length);
        System.out.flush();
    }
}
