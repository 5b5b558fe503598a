package twitcher.api;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Hears of every run. Register one as a service (whiteboard). Called on a thread that it has for
 * itself, in the order in which a watch's runs began and ended; one that throws, hangs or is slow harms neither runs nor
 * other listeners; what it cannot take in time (4,096 calls) is dropped and counted.
 */
@ConsumerType
public interface RunListener {
    /** {@code run} has begun. */
    default void started(Run run) {}

    /** {@code run}, which has an end, has ended. */
    default void ended(Run run) {}
}
