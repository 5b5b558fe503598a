package twitcher.exec;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Runs test classes in this JVM, whoever that is; for {@link ElsewhereTest}. */
final class Suite {
    private Suite() {}

    /** Arguments: simple names of test classes. Prints how many tests were run; exit 1 if one failed. */
    public static void main(String[] names) throws ClassNotFoundException {
        List<String> classes = Stream.of(names)
                .map(name -> Suite.class.getPackageName() + "." + name)
                .toList();
        LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request();
        for (String name : classes) {
            request.selectors(selectClass(Class.forName(name)));
        }
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request.build(), summary);
        summary.getSummary().printFailuresTo(new PrintWriter(System.out), 20);
        System.out.println("succeeded " + summary.getSummary().getTestsSucceededCount());
        System.exit(summary.getSummary().getTotalFailureCount() == 0 ? 0 : 1);
    }
}
