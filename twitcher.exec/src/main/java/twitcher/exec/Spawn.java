package twitcher.exec;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import twitcher.api.Payload;

/**
 * A process to be made, with everything decided.
 *
 * @param argv program and arguments
 * @param env its whole environment
 * @param cwd its working directory
 * @param umask its file mode creation mask
 * @param become who it becomes; empty: it stays who the daemon is
 * @param stdin what it reads
 * @param output where it writes
 */
record Spawn(
        List<String> argv,
        Map<String, String> env,
        String cwd,
        int umask,
        Optional<Identity> become,
        Payload stdin,
        OutputFiles output) {}
