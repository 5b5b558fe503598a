package twitcher.api.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** The bundles whose code is called by the bundle that offers this service. Any thread; does not block. */
@ProviderType
public interface Guests {
    /** The end of the name of a thread that was given up in the code of a bundle, whose class loader it has then. */
    String GIVEN_UP = " (given up)";

    /** Calls that were given up and whose threads do not return: what they hold stays until they do. */
    List<Leftover> leftovers();

    /**
     * Starts no more runs by the action types of a bundle, whose watches wait, and completes when those that are going
     * have ended or {@code patience} is over; the value is how many are still going.
     */
    CompletionStage<Integer> drain(long bundleId, Duration patience);

    /** Takes {@link #drain} back: types of that bundle which are there are used again. */
    void release(long bundleId);

    /**
     * A thread that does not return from the code of a bundle.
     *
     * @param thread its name
     * @param bundle the bundle, with its version
     * @param doing what it was called for, such as {@code run mwzdoj620099b of web.json:deploy}
     * @param since when it was called
     */
    record Leftover(String thread, String bundle, String doing, Instant since) {}
}
