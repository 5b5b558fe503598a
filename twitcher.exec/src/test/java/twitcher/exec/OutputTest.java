package twitcher.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static twitcher.exec.Patience.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import twitcher.api.Outcome;
import twitcher.api.Output;
import twitcher.api.Payload;
import twitcher.api.Surroundings;
import twitcher.api.action.RunningAction;

/** Standard input and output of a run, of any size. */
@ParameterizedClass
@EnumSource(BackendKind.class)
class OutputTest {
    private final BackendKind kind;
    private final String id = UUID.randomUUID().toString();
    private Bed bed;

    OutputTest(BackendKind kind) {
        this.kind = kind;
    }

    @BeforeEach
    void make() {
        bed = new Bed(kind);
    }

    @AfterEach
    void close() {
        bed.close();
    }

    private RunningAction start(String command, Payload stdin) {
        return bed.start(id, java.util.List.of("/bin/sh", "-c", command), stdin, Surroundings.DEFAULT);
    }

    @Test
    void bothEndsOfALongStreamAreKept() {
        RunningAction.Ending ending = Bed.end(start("seq 100000", Payload.EMPTY));
        String all = IntStream.rangeClosed(1, 100_000).mapToObj(i -> i + "\n").collect(Collectors.joining());
        Output.Kept kept = ending.output().stdout();
        assertThat(kept.total()).isEqualTo(all.length());
        assertThat(kept.head().text()).isEqualTo(all.substring(0, Output.END_BYTES));
        assertThat(kept.tail().text()).isEqualTo(all.substring(all.length() - Output.END_BYTES));
    }

    @Test
    void aStreamOfUpToTwoEndsIsKeptWhole() {
        for (int size : new int[] {1, Output.END_BYTES, Output.END_BYTES + 1, 2 * Output.END_BYTES}) {
            String text = "x".repeat(size - 1) + "y";
            RunningAction.Ending ending = Bed.end(bed.start("cat", Payload.ofText(text)));
            assertThat(Bed.out(ending)).isEqualTo(text);
        }
    }

    @Test
    void aGigabyteOfOutputCostsNoLastingDisk() throws IOException {
        RunningAction action = start(
                "echo first; i=0; while [ $i -lt 1024 ]; do head -c 1048576 /dev/zero; i=$((i+1)); done; echo; echo last; echo finished >&2;"
                        + " read wait < " + fifo(),
                Payload.EMPTY);
        await().atMost(java.time.Duration.ofMinutes(2))
                .until(() -> Files.size(bed.state.resolve("runs/" + id + ".err")) > 0);
        await().until(() -> Files.size(bed.state.resolve("runs/" + id + ".out")) <= 2 * StreamFile.LIMIT_BYTES);
        release();
        Output.Kept kept = Bed.end(action).output().stdout();
        assertThat(kept.head().text()).startsWith("first\n");
        assertThat(kept.head().size()).isEqualTo(Output.END_BYTES);
        assertThat(kept.tail().text()).endsWith("\nlast\n");
        assertThat(kept.total()).isGreaterThan(100L << 20);
        assertThat(bed.files()).isEmpty();
    }

    private String fifo() throws IOException {
        return fifo("fifo");
    }

    private String fifo(String name) throws IOException {
        new ProcessBuilder("mkfifo", bed.state.resolve(name).toString())
                .start()
                .onExit()
                .join();
        return bed.state.resolve(name).toString();
    }

    private void release() throws IOException {
        Files.writeString(bed.state.resolve("fifo"), "go\n");
    }

    @Test
    void theFilesAreTheDaemonsAlone() throws IOException {
        RunningAction action = start("read wait < " + fifo(), Payload.EMPTY);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(bed.state.resolve("runs"))))
                .isEqualTo("rwx------");
        assertThat(bed.files())
                .hasSize(2)
                .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------"));
        release();
        Bed.end(action);
    }

    @Test
    void aGrandchildThatHoldsTheOutputOpenDoesNotHoldTheRun() {
        RunningAction action = start("sleep 1000 & echo done", Payload.EMPTY);
        RunningAction.Ending ending = Bed.end(action);
        assertThat(Bed.out(ending)).isEqualTo("done\n");
        bed.carriers(id).forEach(stat -> ProcessHandle.of(stat.pid()).ifPresent(ProcessHandle::destroyForcibly));
    }

    @Test
    void whatAGrandchildWritesLaterIsInNoOtherRun() throws IOException {
        RunningAction action = bed.start("(read wait < " + fifo() + "; echo stray; echo > " + fifo("done") + ") &");
        assertThat(Bed.out(Bed.end(action))).isEmpty();
        RunningAction next = bed.start("read wait < " + fifo("next"));
        release();
        Files.readString(bed.state.resolve("done"));
        Files.writeString(bed.state.resolve("next"), "go\n");
        assertThat(Bed.out(Bed.end(next))).isEmpty();
    }

    @Test
    void manyRunsInTurnLeaveNothing() {
        for (int i = 0; i < 40; i++) {
            RunningAction.Ending ending =
                    Bed.end(bed.start("echo " + i + "; [ $((" + i + " % 3)) = 0 ] || echo e" + i + " >&2"));
            assertThat(Bed.out(ending)).isEqualTo(i + "\n");
            assertThat(Bed.err(ending)).isEqualTo(i % 3 == 0 ? "" : "e" + i + "\n");
        }
        assertThat(bed.files()).isEmpty();
    }

    @Test
    void aMegabyteThatIsNeverReadIsHarmless() {
        Payload payload = Payload.copyOf(new byte[1 << 20]);
        assertThat(Bed.end(bed.start("exit 0", payload)).outcome()).isEqualTo(new Outcome.Succeeded());
    }

    @Test
    void aReaderThatClosesEarlyIsHarmless() {
        byte[] bytes = new byte[1 << 20];
        new Random(5).nextBytes(bytes);
        RunningAction.Ending ending =
                Bed.end(bed.start("head -c 3 | wc -c; exec <&-; echo closed", Payload.copyOf(bytes)));
        assertThat(ending.outcome()).isEqualTo(new Outcome.Succeeded());
        assertThat(Bed.out(ending).strip()).isEqualTo("3\nclosed");
    }

    @Test
    void everySizeOfInputArrivesByteForByte() {
        for (int size : new int[] {0, 1, 4095, 65535, 65536, 65537, 1 << 20, (1 << 20) + 1}) {
            byte[] bytes = new byte[size];
            new Random(size).nextBytes(bytes);
            Payload payload = Payload.copyOf(bytes);
            assertThat(Bed.out(Bed.end(bed.start("sha256sum", payload)))).startsWith(payload.sha256());
        }
    }

    @Test
    void binaryOutputIsKeptByteForByte() {
        byte[] bytes = new byte[20_000];
        new Random(3).nextBytes(bytes);
        Output.Kept kept =
                Bed.end(bed.start("cat", Payload.copyOf(bytes))).output().stdout();
        byte[] both = java.util.Arrays.copyOf(kept.head().toByteArray(), bytes.length);
        System.arraycopy(
                kept.tail().toByteArray(),
                0,
                both,
                kept.head().size(),
                kept.tail().size());
        assertThat(both).isEqualTo(bytes);
    }
}
