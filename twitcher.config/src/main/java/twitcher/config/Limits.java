package twitcher.config;

import java.time.Duration;

/**
 * How long things may take.
 *
 * @param settle how long a file must look the same before it is read
 * @param slowLook how often the whole folder is looked at without a reason
 * @param language how long a language may read a file
 * @param bundle how long a bundle may take to start or to stop
 * @param drain how long a bundle that is to stop is left its runs
 */
record Limits(Duration settle, Duration slowLook, Duration language, Duration bundle, Duration drain) {
    /** As configured; what is not positive becomes the least that is. */
    static Limits of(GateConfig config) {
        return new Limits(
                Duration.ofMillis(Math.max(1, config.settleMs())),
                Duration.ofSeconds(Math.max(1, config.slowLookS())),
                Duration.ofSeconds(Math.max(1, config.languageTimeoutS())),
                Duration.ofSeconds(Math.max(1, config.bundleTimeoutS())),
                Duration.ofSeconds(Math.max(0, config.drainTimeoutS())));
    }
}
