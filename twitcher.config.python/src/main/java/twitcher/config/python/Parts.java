package twitcher.config.python;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import java.util.TreeMap;
import org.osgi.framework.Bundle;

/**
 * What workers are made of, inside the bundle.
 *
 * @param jython Jython's jar
 * @param worker files of the worker's own jar, by their names there
 */
record Parts(URL jython, Map<String, URL> worker) {
    private static final String WORKER = "twitcher/config/python/worker";

    /** The parts in {@code bundle}. */
    static Parts of(Bundle bundle) throws IOException {
        Enumeration<URL> jars = bundle.findEntries("/", "jython-*.jar", false);
        Enumeration<URL> files = bundle.findEntries("/" + WORKER, "*", false);
        if (jars == null || files == null) {
            throw new FileNotFoundException("Jython is missing in " + bundle);
        }
        Map<String, URL> worker = new TreeMap<>();
        Collections.list(files).forEach(url -> worker.put(url.getPath().substring(1), url));
        return new Parts(jars.nextElement(), worker);
    }
}
