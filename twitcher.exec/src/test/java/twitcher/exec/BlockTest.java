package twitcher.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies in a block, read through its addresses as the C library does. */
final class BlockTest {
    private static final int POINTER_BYTES = 8;

    @TempDir
    private Path folder;

    @BeforeEach
    void needsNativeCode() {
        assumeThat(NativeCode.problem(folder)).isEmpty();
    }

    private static void strings(Block block, int array, List<String> expected) {
        for (int i = 0; i < expected.size(); i++) {
            Pointer text = new Pointer(block.longAt(array + i * POINTER_BYTES));
            assertThat(text.getString(0, StandardCharsets.UTF_8.name())).isEqualTo(expected.get(i));
        }
        assertThat(block.longAt(array + expected.size() * POINTER_BYTES)).isZero();
    }

    @Test
    void arraysPointToStringsHoweverManyAndLong() {
        List<String> few = List.of("", "a", "ä€");
        List<String> many =
                IntStream.range(0, 500).mapToObj(i -> i + "x".repeat(i)).toList();
        Block.Plan plan = new Block.Plan();
        int number = plan.room(Integer.BYTES);
        int first = plan.string("/bin/sh");
        int fewAt = plan.strings(few);
        int none = plan.strings(List.of());
        int manyAt = plan.strings(many);
        int last = plan.string("/");
        try (Block block = plan.make()) {
            assertThat(block.intAt(number)).isZero();
            assertThat(new Pointer(block.address(first)).getString(0)).isEqualTo("/bin/sh");
            assertThat(new Pointer(block.address(last)).getString(0)).isEqualTo("/");
            strings(block, fewAt, few);
            strings(block, none, List.of());
            strings(block, manyAt, many);
            assertThat(List.of(block.address(fewAt) % POINTER_BYTES, block.address(manyAt) % POINTER_BYTES))
                    .containsOnly(0L);
        }
    }

    @Test
    void aBlockOfZerosIsThat() {
        try (Block block = Block.ofZeros(4096)) {
            assertThat(new Pointer(block.address()).getByteArray(0, 4096)).containsOnly(0);
        }
    }
}
