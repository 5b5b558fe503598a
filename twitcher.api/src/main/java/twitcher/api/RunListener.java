package twitcher.api;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Hears of every run. Register one as a service (whiteboard). Called on a thread of the engine made for listeners, in
 * the order in which a watch's runs began and ended; a listener that throws or is slow delays other listeners and never
 * a run; what it cannot take in time is dropped and counted.
 */
@ConsumerType
public interface RunListener {
    /** {@code run} has begun. */
    default void started(Run run) {}

    /** {@code run}, which has an end, has ended. */
    default void ended(Run run) {}
}
