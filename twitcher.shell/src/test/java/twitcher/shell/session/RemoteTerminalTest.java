package twitcher.shell.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemoteTerminalTest {
    @ParameterizedTest
    @CsvSource({
        "xterm-256color, xterm-256color",
        "XTERM, xterm",
        "tmux-256color, screen-256color",
        "screen.xterm-256color, screen-256color",
        "rxvt-unicode, rxvt-unicode-256color",
        "alacritty, xterm-256color",
        "linux, ansi",
        "vt220, ansi",
        "dumb-emacs-ansi, dumb",
        "'', dumb",
        "'-x; rm -rf /', xterm-256color",
    })
    void everyTypeIsTakenForOneThatIsKnownWithoutAskingAnotherProgram(String type, String known) {
        assertThat(RemoteTerminal.known(type)).isEqualTo(known);
    }
}
