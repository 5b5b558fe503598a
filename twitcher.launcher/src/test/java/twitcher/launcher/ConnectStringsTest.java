package twitcher.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectStringsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "a:2181",
                "a,b:1,c",
                "10.0.0.1:2181/chroot",
                "[::1]:2181,[fe80::1]",
                "a/b/c.d",
                "a, b"
            })
    void serversWithOrWithoutPortAndChrootAreFine(String text) {
        assertThat(ConnectStrings.problem(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a,", ",a", "a:", "a:x", "a:0", "a:65536", "a b", "a//b", "a/b/", "::1", "a/b,c"})
    void anythingElseIsNamed(String text) {
        assertThat(ConnectStrings.problem(text)).isPresent();
    }
}
