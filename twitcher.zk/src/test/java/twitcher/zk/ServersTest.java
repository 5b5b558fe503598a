package twitcher.zk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "localhost                 | localhost:2181",
                "zk1:2182, zk2             | zk1:2182,zk2:2181",
                "zk1,zk2:2181/a/b          | zk1:2181,zk2:2181/a/b",
                "localhost/                | localhost:2181",
                "127.0.0.1:65535           | 127.0.0.1:65535",
                "[::1]                     | [::1]:2181",
                "[fe80::1]:2182,zk1        | [fe80::1]:2182,zk1:2181",
            })
    void aConnectStringGetsItsPorts(String text, String full) {
        assertThat(Servers.parse(text)).hasToString(full);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "\"\"             | '' is not host:port",
                "zk1,,zk2         | '' is not host:port",
                "zk1 zk2          | 'zk1 zk2' is not host:port; servers are separated by commas",
                "zk1:             | the port of 'zk1:' must be 1 to 65535",
                "zk1:0            | the port of 'zk1:0' must be 1 to 65535",
                "zk1:65536        | the port of 'zk1:65536' must be 1 to 65535",
                "zk1:port         | the port of 'zk1:port' must be 1 to 65535",
                "::1              | '::1' is not host:port; an IPv6 address is written [::1]:2181",
                "fe80::1          | 'fe80::1' is not host:port; an IPv6 address is written [::1]:2181",
                "[::1             | '[::1' is not host:port; an IPv6 address is written [::1]:2181",
                "zk1/a/           | the chroot must not end with '/', was: /a/",
                "zk1//a           | the chroot must not have an empty part",
            })
    void aWrongOneIsRefusedInWords(String text, String words) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Servers.parse(text))
                .withMessageContaining(words);
    }
}
