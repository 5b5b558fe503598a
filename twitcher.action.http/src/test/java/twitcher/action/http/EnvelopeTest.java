package twitcher.action.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import twitcher.api.Event;
import twitcher.api.Node;
import twitcher.api.Payload;

class EnvelopeTest {
    private static String json(TestRun run) {
        return new String(Envelope.of(run), StandardCharsets.UTF_8);
    }

    @Test
    void tellsOfTheChangeAndTheRun() {
        assertThat(json(TestRun.of(Payload.ofText("on"))))
                .isEqualTo("{\"watch\":\"test.json:it\",\"run\":\"run-7\",\"attempt\":3,\"event\":\"changed\","
                        + "\"znode\":\"/app/config\",\"exists\":true,\"version\":14,\"mzxid\":12,"
                        + "\"payload_encoding\":\"text\",\"payload\":\"on\"}");
    }

    @Test
    void aMissingNodeHasNoVersion() {
        assertThat(json(TestRun.of("w", Node.data("/a"), Event.DELETED, Payload.EMPTY)))
                .contains(
                        "\"event\":\"deleted\"",
                        "\"exists\":false,\"version\":null,\"mzxid\":null",
                        "\"payload\":\"\"");
    }

    @Test
    void textIsQuoted() {
        assertThat(json(TestRun.of(Payload.ofText("a \"b\" \\ c\n\t\u0001 ü \ud83d\ude00"))))
                .endsWith("\"payload\":\"a \\\"b\\\" \\\\ c\\u000a\\u0009\\u0001 ü \ud83d\ude00\"}");
    }

    @Test
    void whatIsNoTextIsBase64() {
        assertThat(json(TestRun.of(Payload.copyOf(new byte[] {0, (byte) 0xff, 1}))))
                .endsWith("\"payload_encoding\":\"base64\",\"payload\":\"AP8B\"}");
    }
}
