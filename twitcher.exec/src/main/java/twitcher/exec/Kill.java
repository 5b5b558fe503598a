package twitcher.exec;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Signals where there is no native call: by the {@code kill} that is built into every {@code sh}. */
final class Kill {
    private static final Logger LOG = LoggerFactory.getLogger(Kill.class);
    private static final File NULL = new File("/dev/null");

    private Kill() {}

    /** Sends signal {@code number} to each pid, or group if negative. Does not wait for the signals to be sent. */
    static void send(int number, List<Long> pids) {
        List<String> argv = new ArrayList<>(List.of(
                "/bin/sh", "-c", "signal=$1; shift; for pid; do kill -s \"$(kill -l \"$signal\")\" -- \"$pid\"; done"));
        argv.add("sh");
        argv.add(String.valueOf(number));
        pids.forEach(pid -> argv.add(String.valueOf(pid)));
        try {
            new ProcessBuilder(argv)
                    .redirectInput(NULL)
                    .redirectOutput(NULL)
                    .redirectError(NULL)
                    .start();
        } catch (IOException e) {
            LOG.warn("signal {} cannot be sent to {}: {}", number, pids, e.toString());
        }
    }
}
