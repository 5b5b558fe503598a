package twitcher.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientCallTest {
    @Test
    void aCommandAloneNeedsNoFlags() {
        assertThat(ClientCall.of("zk", "ls", "/", "--long"))
                .contains(new ClientCall(Optional.empty(), List.of("zk", "ls", "/", "--long")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--state_dir=/s status", "--state_dir /s status", "--s=/s status", "--state /s status"})
    void theStateDirectoryMayStandBeforeIt(String line) {
        assertThat(ClientCall.of(line.split(" ")))
                .contains(new ClientCall(Optional.of(Path.of("/s")), List.of("status")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-v status", "--devel", "--state_dir", "--state_dir /s", "--state_dir=/s --devel", "--=x status"
            })
    void everythingElseIsLeftToTheFlags(String line) {
        assertThat(ClientCall.of(line.split(" "))).isEmpty();
    }

    @Test
    void noArgumentsMeanTheDaemon() {
        assertThat(ClientCall.of()).isEmpty();
    }
}
