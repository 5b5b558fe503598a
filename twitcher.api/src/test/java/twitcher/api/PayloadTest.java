package twitcher.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PayloadTest {
    @Test
    void isNotAlteredByWhoGaveTheBytes() {
        byte[] bytes = {1, 2, 3};
        Payload payload = Payload.copyOf(bytes);
        bytes[0] = 9;
        assertThat(payload.toByteArray()).containsExactly(1, 2, 3);
    }

    @Test
    void isNotAlteredByWhoGotTheBytes() {
        Payload payload = Payload.copyOf(new byte[] {1, 2, 3});
        payload.toByteArray()[0] = 9;
        assertThat(payload.toByteArray()).containsExactly(1, 2, 3);
    }

    @Test
    void nodeWithoutDataIsEmpty() {
        assertThat(Payload.copyOf(null)).isSameAs(Payload.EMPTY);
        assertThat(Payload.copyOf(new byte[0])).isEqualTo(Payload.ofText(""));
    }

    @Test
    void equalBytesAreEqualPayloads() {
        assertThat(Payload.ofText("a"))
                .isEqualTo(Payload.copyOf(new byte[] {97}))
                .hasSameHashCodeAs(Payload.ofText("a"));
        assertThat(Payload.ofText("a")).isNotEqualTo(Payload.ofText("b"));
    }

    @Test
    void childrenAreSortedOneALineWithoutALastNewline() {
        assertThat(Payload.ofChildren(List.of("b", "a", "c10", "c9")).text()).isEqualTo("a\nb\nc10\nc9");
        assertThat(Payload.ofChildren(List.of())).isEqualTo(Payload.EMPTY);
    }

    @Test
    void neverShowsItselfInALog() {
        assertThat(Payload.ofText("secret")).hasToString("Payload[6 bytes]");
    }

    @Test
    void streamsGiveEveryByte() throws IOException {
        Payload payload = Payload.copyOf(new byte[] {0, -1, 127, -128, 10});
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        payload.writeTo(out);
        assertThat(out.toByteArray()).containsExactly(payload.toByteArray());
        assertThat(payload.open().readAllBytes()).containsExactly(payload.toByteArray());
        assertThat(payload.size()).isEqualTo(5);
    }

    @Test
    void digestIsSha256InHex() {
        assertThat(Payload.copyOf("abc".getBytes(StandardCharsets.US_ASCII)).sha256())
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void textThatIsNoUtf8IsStillText() {
        assertThat(Payload.copyOf(new byte[] {'a', (byte) 0xE4}).text()).isEqualTo("a\uFFFD");
    }
}
