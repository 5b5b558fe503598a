package twitcher.engine;

import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import twitcher.api.action.ActionType;

/** Where action types come from. What it calls may hang in the constructor of a component. */
interface Services {
    /** The service, or null if it is gone. */
    ActionType<?> get(ServiceReference<ActionType<?>> reference);

    /** It is not used any more. */
    void giveBack(ServiceReference<ActionType<?>> reference);

    /** The framework's. */
    static Services of(BundleContext context) {
        return new Services() {
            @Override
            public ActionType<?> get(ServiceReference<ActionType<?>> reference) {
                return context.getService(reference);
            }

            @Override
            public void giveBack(ServiceReference<ActionType<?>> reference) {
                while (context.ungetService(reference)) {}
            }
        };
    }

    /** Symbolic name and version of the bundle that offers it. */
    static String bundle(ServiceReference<?> reference) {
        return Optional.ofNullable(reference.getBundle()).map(Services::name).orElse("no bundle");
    }

    private static String name(Bundle bundle) {
        return bundle.getSymbolicName() + " " + bundle.getVersion();
    }
}
