package twitcher.action.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import twitcher.api.Payload;
import twitcher.api.Stat;
import twitcher.api.action.RunContext;

/** A change and its run as one JSON object, for a receiver that wants to know more than the bytes. */
final class Envelope {
    private final StringBuilder json = new StringBuilder("{");

    private Envelope() {}

    /** The envelope of {@code run}, in UTF-8. */
    static byte[] of(RunContext run) {
        Envelope envelope = new Envelope();
        envelope.text("watch", run.watch().id());
        envelope.text("run", run.runId());
        envelope.plain("attempt", run.attempt());
        envelope.text("event", run.event().word());
        envelope.text("znode", run.watch().node().path());
        envelope.plain("exists", run.change().exists());
        envelope.plain("version", orNull(run.change().stat().map(Stat::version)));
        envelope.plain("mzxid", orNull(run.change().stat().map(Stat::mzxid)));
        envelope.payload(run.change().payload());
        return envelope.json.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static Object orNull(Optional<? extends Number> number) {
        return number.<Object>map(n -> n).orElse("null");
    }

    /** As text if it is text; base64 if it is not. */
    private void payload(Payload payload) {
        Optional<String> text = decoded(payload);
        text("payload_encoding", text.isPresent() ? "text" : "base64");
        text("payload", text.orElseGet(() -> Base64.getEncoder().encodeToString(payload.toByteArray())));
    }

    private static Optional<String> decoded(Payload payload) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(payload.toByteArray());
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private void text(String key, String value) {
        key(key);
        quote(value);
    }

    private void plain(String key, Object value) {
        key(key);
        json.append(value);
    }

    private void key(String key) {
        json.append(json.length() == 1 ? "" : ",");
        quote(key);
        json.append(':');
    }

    private void quote(String text) {
        json.append('"');
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                json.append('\\').append((char) c);
            } else if (c < ' ') {
                json.append(String.format("\\u%04x", c));
            } else {
                json.append((char) c);
            }
        });
        json.append('"');
    }
}
