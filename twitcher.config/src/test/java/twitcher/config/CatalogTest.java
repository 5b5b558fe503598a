package twitcher.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;

class CatalogTest {
    /** Answers with what is given; throws as Felix does while it replaces the content of a bundle when nothing is. */
    private static <T> T answering(Class<T> type, Map<String, Object> answers) {
        Object proxy = Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, given) -> {
            if (method.getName().equals("getAllServiceReferences")) {
                return null;
            }
            return Optional.ofNullable(answers.get(method.getName()))
                    .orElseThrow(() -> new NullPointerException("getContent() is null"));
        });
        return type.cast(proxy);
    }

    @Test
    void aBundleThatIsBeingUpdatedDescribesNothing() {
        Hashtable<String, String> headers = new Hashtable<>(Map.of("Service-Component", "OSGI-INF/component.xml"));
        Bundle bundle = answering(
                Bundle.class,
                Map.of("getBundleId", 7L, "getVersion", new Version(1, 0, 0), "getHeaders", headers, "toString", "b"));
        BundleContext context = answering(BundleContext.class, Map.of("getBundles", new Bundle[] {bundle}));

        assertThat(new Catalog(context).find("some.pid")).isInstanceOf(Catalog.Standing.Unknown.class);
    }
}
