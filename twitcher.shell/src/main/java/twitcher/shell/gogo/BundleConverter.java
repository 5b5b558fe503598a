package twitcher.shell.gogo;

import java.util.stream.Stream;
import org.apache.felix.service.command.Converter;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Lets commands take bundles: by id, symbolic name or location. Gogo itself cannot; its JLine console, if there, can. */
@Component(property = Converter.CONVERTER_CLASSES + "=org.osgi.framework.Bundle")
public final class BundleConverter implements Converter {
    private final BundleContext context;

    @Activate
    public BundleConverter(BundleContext context) {
        this.context = context;
    }

    /** The bundle; null, as Gogo asks for: there is none, or something else is wanted. */
    @Override
    public Object convert(Class<?> desired, Object in) {
        String name = String.valueOf(in);
        return desired != Bundle.class
                ? null
                : Stream.of(context.getBundles())
                        .filter(bundle -> name.equals(String.valueOf(bundle.getBundleId()))
                                || name.equals(bundle.getSymbolicName())
                                || name.equals(bundle.getLocation()))
                        .findFirst()
                        .orElse(null);
    }

    /** Nothing: Gogo's own way is good for everything. */
    @Override
    public CharSequence format(Object target, int level, Converter escape) {
        return null;
    }
}
