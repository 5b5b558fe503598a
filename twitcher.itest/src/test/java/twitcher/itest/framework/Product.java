package twitcher.itest.framework;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.systemPackages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.ops4j.pax.exam.Option;

/** The bundles of the distribution, with the embedded server, in a framework of Pax Exam's. */
final class Product {
    private Product() {}

    /** Everything that {@code --devel} starts but the console, with a fresh home. */
    static Option whole() throws IOException {
        Path home = Files.createTempDirectory("twitcher-framework");
        Files.createDirectory(home.resolve("config"));
        Files.createDirectory(home.resolve("state"));
        return composite(composite(bundles()), properties(home), borrowed(), junitBundles());
    }

    private static Option[] bundles() throws IOException {
        Path distribution = Path.of(System.getProperty("twitcher.distribution"));
        try (Stream<Path> product = Files.list(distribution.resolve("bundles"));
                Stream<Path> devel = Files.list(distribution.resolve("bundles.devel"))) {
            List<Path> jars = Stream.concat(product, devel.filter(Product::embeddedServer))
                    .sorted()
                    .toList();
            return jars.stream().map(jar -> bundle(jar.toUri().toString())).toArray(Option[]::new);
        }
    }

    private static boolean embeddedServer(Path jar) {
        return jar.getFileName().toString().startsWith("twitcher.zk.embedded");
    }

    private static Option properties(Path home) {
        return composite(
                frameworkProperty("twitcher.config_path")
                        .value(home.resolve("config").toString()),
                frameworkProperty("twitcher.state_dir")
                        .value(home.resolve("state").toString()),
                frameworkProperty("twitcher.zk.embedded").value("true"),
                frameworkProperty("twitcher.insecure_config").value("true"),
                frameworkProperty("twitcher.version").value("test"),
                frameworkProperty("gosh.args").value("--nointeractive --noshutdown"),
                // what Pax Exam's own bundles have to say
                frameworkProperty("org.ops4j.pax.logging.DefaultServiceLog.level")
                        .value("ERROR"));
    }

    /** What the launcher exports, and what the tests use, from the class path of the test. */
    private static Option borrowed() {
        return systemPackages(
                "org.slf4j;version=2.0.17",
                "org.slf4j.event;version=2.0.17",
                "org.slf4j.helpers;version=2.0.17",
                "org.slf4j.spi;version=2.0.17",
                "org.slf4j;org.slf4j.helpers;org.slf4j.spi;version=1.7.36",
                "org.osgi.service.log;version=1.5",
                "org.assertj.core.api",
                "org.awaitility",
                "org.awaitility.core",
                "org.apache.zookeeper",
                "org.apache.zookeeper.data",
                "twitcher.itest.support");
    }
}
