package twitcher.api.action;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/** Component property that names an {@link ActionType}: {@code @ActionTypeName("exec")}. */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface ActionTypeName {
    /** The service property that this annotation sets. */
    String PREFIX_ = "twitcher.";

    /** Name of the service property. */
    String PROPERTY = "twitcher.action.type.name";

    /** The name that configs use. */
    String value();
}
