package twitcher.shell.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameReaderTest {
    private final FrameReader reader = new FrameReader();

    @Test
    void aFrameComesOutOnceItIsWhole() throws Exception {
        reader.feed(ByteBuffer.wrap(new byte[] {1, 0, 0, 0, 2, 'a'}));
        assertThat(reader.next()).isEmpty();

        reader.feed(ByteBuffer.wrap(new byte[] {'b'}));

        Frame frame = reader.next().orElseThrow();
        assertThat(frame.type()).isEqualTo(Frame.HELLO);
        assertThat(frame.body()).containsExactly('a', 'b');
        assertThat(reader.next()).isEmpty();
    }

    @Test
    void framesComeOutTheSameHoweverTheirBytesArrive() throws Exception {
        Random random = new Random(42);
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        List<byte[]> bodies = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            byte[] body = new byte[random.nextInt(5000)];
            random.nextBytes(body);
            bodies.add(body);
            wire.writeBytes(new Frame(Frame.ATTACHMENT, body).encoded().array());
        }

        assertThat(inPieces(wire.toByteArray(), random)).containsExactlyElementsOf(bodies);
    }

    private List<byte[]> inPieces(byte[] bytes, Random random) throws ProtocolException {
        List<byte[]> bodies = new ArrayList<>();
        int from = 0;
        while (from < bytes.length) {
            int length = Math.min(bytes.length - from, random.nextInt(3000));
            reader.feed(ByteBuffer.wrap(bytes, from, length));
            from += length;
            for (Optional<Frame> frame = reader.next(); frame.isPresent(); frame = reader.next()) {
                bodies.add(frame.get().body());
            }
        }
        return bodies;
    }

    @Test
    void aFrameThatIsTooLongIsRefusedBeforeItsBytesArrive() {
        reader.feed(ByteBuffer.wrap(new byte[] {2, 0, 0x10, 0, 1}));

        assertThatThrownBy(reader::next).isInstanceOf(ProtocolException.class).hasMessageContaining("1048577");
    }

    @Test
    void aLengthThatLooksNegativeIsTooLong() {
        reader.feed(ByteBuffer.wrap(new byte[] {2, -1, -1, -1, -1}));

        assertThatThrownBy(reader::next).isInstanceOf(ProtocolException.class).hasMessageContaining("4294967295");
    }

    @Test
    void aTypeThatNoClientSendsIsRefused() {
        reader.feed(ByteBuffer.wrap(new byte[] {0x13, 0, 0, 0, 0}));

        assertThatThrownBy(reader::next).isInstanceOf(ProtocolException.class).hasMessageContaining("type 19");
    }
}
