package twitcher.exec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcStatTest {
    @Test
    void aNameMayContainAnything() {
        String line = "4321 (a) R 1 (b) S 12 34 56 0 -1 4194560 1 0 0 0 1 2 0 0 20 0 1 0 778899 1 2 3";
        assertThat(ProcStat.parse(line)).contains(new ProcStat(4321, "a) R 1 (b", 'S', 12, 34, 56, 778899));
    }

    @Test
    void whatIsNoProcessIsNone() {
        assertThat(ProcStat.parse("")).isEmpty();
        assertThat(ProcStat.parse("1 (x")).isEmpty();
        assertThat(ProcStat.parse("1 (x) S 1 2")).isEmpty();
        assertThat(ProcStat.of(1L << 40)).isEmpty();
    }

    @Test
    void thisProcessIsThere() {
        ProcStat self = ProcStat.of(ProcessHandle.current().pid()).orElseThrow();
        assertThat(self.alive()).isTrue();
        assertThat(Boot.find(Boot.identify(self))).isPresent();
    }
}
