package twitcher.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import twitcher.api.Outcome;
import twitcher.api.Payload;
import twitcher.api.Surroundings;
import twitcher.api.action.RunningAction;

/** What every run is promised: its input, its output, its ending. */
@ParameterizedClass
@EnumSource(BackendKind.class)
class RunTest {
    private final BackendKind kind;
    private Bed bed;

    RunTest(BackendKind kind) {
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

    @Test
    void exitZeroIsSuccess() {
        RunningAction.Ending ending = bed.run("echo hello; echo oops >&2");
        assertThat(ending.outcome()).isEqualTo(new Outcome.Succeeded());
        assertThat(Bed.out(ending)).isEqualTo("hello\n");
        assertThat(Bed.err(ending)).isEqualTo("oops\n");
    }

    @Test
    void anotherExitIsTold() {
        assertThat(bed.run("exit 3").outcome()).isEqualTo(new Outcome.Exited(3));
    }

    @Test
    void stdinIsThePayloadByteForByte() {
        byte[] bytes = new byte[1 << 20];
        new java.util.Random(7).nextBytes(bytes);
        Payload payload = Payload.copyOf(bytes);
        RunningAction.Ending ending = Bed.end(bed.start("sha256sum", payload));
        assertThat(Bed.out(ending)).startsWith(payload.sha256());
    }

    @Test
    void programsAreFoundThroughPathWithoutAShell() {
        RunningAction.Ending ending =
                Bed.end(bed.start(List.of("echo", "$HOME", "a  b", ""), Payload.EMPTY, Surroundings.DEFAULT));
        assertThat(Bed.out(ending)).isEqualTo("$HOME a  b \n");
    }

    @Test
    void aCommandThatIsNotThereIsNotStarted() {
        RunningAction.Ending ending =
                Bed.end(bed.start(List.of("no-such-command-here"), Payload.EMPTY, Surroundings.DEFAULT));
        assertThat(Bed.why(ending)).contains("no-such-command-here").contains("not found");
    }

    @Test
    void aWorkingDirectoryThatIsNotThereIsNotStarted() {
        Surroundings nowhere = new Surroundings(
                true,
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                "/no/such/place",
                022,
                java.time.Duration.ofSeconds(5));
        RunningAction.Ending ending = Bed.end(bed.start(List.of("true"), Payload.EMPTY, nowhere));
        assertThat(Bed.why(ending)).contains("/no/such/place").contains("no such directory");
    }

    @Test
    void nothingIsLeftOfTheFiles() {
        bed.run("echo hello");
        assertThat(bed.files()).isEmpty();
    }
}
