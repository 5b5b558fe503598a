package twitcher.config.python;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How many processes of functions this machine has memory for: each is a JVM. */
final class Room {
    private static final Logger LOG = LoggerFactory.getLogger(Room.class);

    /** What a function that does little takes, a little more than measured. */
    private static final long BYTES_EACH = 128L << 20;

    private static final int FEWEST = 4;
    private static final int MOST = 256;

    private Room() {}

    /** How many functions may run at once. */
    static int of(PythonConfig config) {
        return config.maxFunctions() > 0 ? config.maxFunctions() : in(memory());
    }

    /** As many as half of so many bytes has room for. */
    static int in(long bytes) {
        return (int) Math.max(FEWEST, Math.min(MOST, bytes / 2 / BYTES_EACH));
    }

    /** That of this machine, or of the container that this is. */
    private static long memory() {
        try {
            ObjectName system = new ObjectName(ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME);
            return (Long) ManagementFactory.getPlatformMBeanServer().getAttribute(system, "TotalMemorySize");
        } catch (JMException | RuntimeException e) {
            LOG.debug("how much memory there is cannot be told: {}", e.toString());
            return 0;
        }
    }
}
