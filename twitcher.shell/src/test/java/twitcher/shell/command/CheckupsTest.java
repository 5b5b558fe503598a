package twitcher.shell.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.Result.Status;
import org.apache.felix.hc.api.ResultLog;
import org.junit.jupiter.api.Test;
import twitcher.shell.command.Checkups.Checkup;

class CheckupsTest {
    @Test
    void whatIsLessBadIsToldBesideTheWorst() {
        ResultLog log = new ResultLog()
                .add(new ResultLog.Entry(Status.CRITICAL, "1 stopped"))
                .add(new ResultLog.Entry(Status.WARN, "1 waits for a bundle"))
                .add(new ResultLog.Entry(Status.OK, "7 watches"));

        assertThat(Checkup.of("watches", new Result(log)).words()).containsExactly("1 stopped", "1 waits for a bundle");
    }

    @Test
    void whereAllIsWellAllIsTold() {
        ResultLog log = new ResultLog()
                .add(new ResultLog.Entry(Status.OK, "connected"))
                .add(new ResultLog.Entry(Status.OK, "2 repaired"));

        assertThat(Checkup.of("zookeeper", new Result(log)).words()).containsExactly("connected", "2 repaired");
    }
}
