package twitcher.api.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/** Which configuration a {@link ConfigurationRule} is about. */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface ConfigurationPid {
    /** The property of the service. */
    String PROPERTY = "twitcher.configuration.pid";

    /** Before the names of the properties. */
    String PREFIX_ = "twitcher.configuration.";

    /** The PID, or that of a factory. */
    String pid();
}
