package twitcher.shell.command;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleReference;
import org.osgi.framework.wiring.BundleWiring;
import twitcher.api.admin.Guests;
import twitcher.api.admin.Guests.Leftover;

/**
 * Threads whose bundle is gone or was updated, so that they keep what it held, and those that were given up in its code.
 * Known by the class loader that they carry.
 */
final class LostThreads {
    private LostThreads() {}

    /** All of them but those that are {@code known} already. */
    static Stream<Leftover> beside(List<Leftover> known) {
        Set<String> names = known.stream().map(Leftover::thread).collect(Collectors.toSet());
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !names.contains(thread.getName()))
                .flatMap(thread -> lost(thread).stream());
    }

    private static Optional<Leftover> lost(Thread thread) {
        ClassLoader loader = thread.getContextClassLoader();
        return Optional.ofNullable(loader)
                .filter(BundleReference.class::isInstance)
                .map(reference -> ((BundleReference) reference).getBundle())
                .filter(bundle -> isGivenUp(thread) || !isPresent(bundle, loader))
                .map(bundle -> new Leftover(
                        thread.getName(),
                        bundle.getSymbolicName() + " " + bundle.getVersion(),
                        isGivenUp(thread) ? "a call that does not return" : "a thread of its own, which outlives it",
                        Instant.ofEpochMilli(bundle.getLastModified())));
    }

    private static boolean isGivenUp(Thread thread) {
        return thread.getName().endsWith(Guests.GIVEN_UP);
    }

    private static boolean isPresent(Bundle bundle, ClassLoader loader) {
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        return wiring != null && wiring.getClassLoader() == loader;
    }
}
