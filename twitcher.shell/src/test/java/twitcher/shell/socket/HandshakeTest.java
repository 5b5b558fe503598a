package twitcher.shell.socket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HandshakeTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream body = new DataOutputStream(bytes);
    private Handshake handshake;

    @BeforeEach
    void greet() throws IOException {
        handshake = new Handshake();
        assertThat(handshake.accept(hello("twitcher"))).isEmpty();
    }

    @Test
    void aRequestWithoutFilesIsCompleteAtOnce() throws IOException {
        Request request = handshake.accept(request(0, 0, "zk", "set")).orElseThrow();

        assertThat(request.argv()).containsExactly("zk", "set");
        assertThat(request.kind()).isEqualTo(Request.Kind.COMMAND);
        assertThat(request.window()).isEqualTo(new Request.Window(true, 80, 24, "xterm", true));
        assertThat(request.files()).isEmpty();
    }

    @Test
    void furtherBytesOfARequestAreFromALaterVersionAndIgnored() throws IOException {
        Frame plain = request(0, 0, "status");
        byte[] longer = Arrays.copyOf(plain.body(), plain.body().length + 7);

        assertThat(handshake.accept(new Frame(Frame.REQUEST, longer))).isPresent();
    }

    @Test
    void aRequestWithAFileIsCompleteWhenTheFileIs() throws IOException {
        assertThat(handshake.accept(request(0, 3, "run", "@f"))).isEmpty();
        assertThat(handshake.accept(new Frame(Frame.ATTACHMENT, new byte[] {0, 0, 'a', 'b'})))
                .isEmpty();

        Request request = handshake
                .accept(new Frame(Frame.ATTACHMENT, new byte[] {0, 0, 'c'}))
                .orElseThrow();

        assertThat(request.files().get(1).bytes().text()).isEqualTo("abc");
    }

    @Test
    void moreOfAFileThanAnnouncedIsRefused() throws IOException {
        handshake.accept(request(0, 2, "run", "@f"));

        assertRefused(new Frame(Frame.ATTACHMENT, new byte[] {0, 0, 'a', 'b', 'c'}), "more bytes of a file");
    }

    @Test
    void aFileThatWasNotAnnouncedIsRefused() throws IOException {
        handshake.accept(request(0, 2, "run", "@f"));

        assertRefused(new Frame(Frame.ATTACHMENT, new byte[] {0, 1, 'a'}), "more bytes of a file");
    }

    @Test
    void aRequestBeforeTheGreetingIsRefused() throws IOException {
        handshake = new Handshake();

        assertRefused(request(0, 0, "status"), "before the greeting");
    }

    @Test
    void aGreetingOfSomethingElseIsRefused() throws IOException {
        handshake = new Handshake();

        assertRefused(hello("GET / HT"), "a greeting of something else");
    }

    @Test
    void aRequestWithoutACommandIsRefused() throws IOException {
        assertRefused(request(0, 0), "without a command");
    }

    @Test
    void aRequestOfAnUnknownKindIsRefused() throws IOException {
        assertRefused(request(9, 0, "x"), "of kind 9");
    }

    @Test
    void aBodyThatEndsTooSoonIsRefused() throws IOException {
        byte[] whole = request(0, 0, "status").body();
        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            greet();
            assertRefused(new Frame(Frame.REQUEST, part), "ends too soon");
        }
    }

    @Test
    void textThatIsNotUtf8IsRefused() throws IOException {
        byte[] malformed = request(0, 0, "xx").body();
        malformed[7] = (byte) 0xff;

        assertRefused(new Frame(Frame.REQUEST, malformed), "not UTF-8");
    }

    @Test
    void whereAFileIsFromIsToldBehindIt() throws Exception {
        handshake.accept(requestWithOrigins(1, 0));
        Request request = handshake
                .accept(new Frame(Frame.ATTACHMENT, new byte[] {0, 0, 'a'}))
                .orElseThrow();

        assertThat(request.files().get(1).origin().path()).isEqualTo("/f");
        assertThat(request.files().get(1).origin().way()).containsExactly(new Request.Step("/", 0, 040755));
    }

    @Test
    void anOriginThatMakesNoSenseIsRefused() throws Exception {
        assertRefused(requestWithOrigins(1, 1), "step 1 of 1");
        greet();
        assertRefused(requestWithOrigins(2, 0), "the origins of 2 files, of 1");
    }

    private Frame requestWithOrigins(int origins, int step) throws IOException {
        request(0, 1, "lint", "f");
        body.writeShort(1);
        string("/");
        body.writeInt(0);
        body.writeInt(040755);
        body.writeShort(origins);
        for (int i = 0; i < origins; i++) {
            body.writeBoolean(false);
            string("/f");
            body.writeShort(1);
            body.writeShort(step);
        }
        return new Frame(Frame.REQUEST, bytes.toByteArray());
    }

    private void assertRefused(Frame frame, String words) {
        assertThatThrownBy(() -> handshake.accept(frame))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining(words);
    }

    private Frame hello(String magic) throws IOException {
        bytes.reset();
        body.writeBytes(magic);
        body.writeShort(1);
        body.writeShort(1);
        string("2.0.0");
        return new Frame(Frame.HELLO, bytes.toByteArray());
    }

    /** A request whose last argument names a file of so many bytes, if that is not 0. */
    private Frame request(int kind, int file, String... argv) throws IOException {
        bytes.reset();
        body.writeByte(kind);
        body.writeShort(argv.length);
        for (String argument : argv) {
            string(argument);
        }
        body.write(new byte[] {1, 1, 1, 0, 80, 0, 24});
        string("xterm");
        body.writeBoolean(true);
        body.writeShort(file == 0 ? 0 : 1);
        if (file > 0) {
            body.writeShort(argv.length - 1);
            string("f");
            body.writeInt(file);
        }
        return new Frame(Frame.REQUEST, bytes.toByteArray());
    }

    private void string(String text) throws IOException {
        body.writeInt(text.getBytes(UTF_8).length);
        body.write(text.getBytes(UTF_8));
    }
}
