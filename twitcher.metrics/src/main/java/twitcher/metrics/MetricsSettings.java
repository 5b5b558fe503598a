package twitcher.metrics;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration {@code twitcher.metrics}, in {@code twitcher.metrics.cfg}; without that nothing listens. */
@ObjectClassDefinition
@interface MetricsSettings {
    /** Where to listen: {@code 127.0.0.1:PORT}, {@code [::1]:PORT}, or {@code unix:/absolute/path}. */
    String listen() default "127.0.0.1:9182";

    /** Who may use a Unix socket: its mode, in octal digits. */
    String socketMode() default "600";

    /** Of how many watches, the ones furthest behind, the seconds are told each by itself. */
    @AttributeDefinition(min = "0")
    int watchesTold() default 50;
}
