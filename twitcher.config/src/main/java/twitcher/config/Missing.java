package twitcher.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.namespace.ExecutionEnvironmentNamespace;
import org.osgi.framework.namespace.HostNamespace;
import org.osgi.framework.namespace.IdentityNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.resource.Namespace;

/** Says in words what a bundle needs that is not there. */
final class Missing {
    private static final Pattern NAME = Pattern.compile("\\((?:osgi\\.[a-z.]+|bundle-symbolic-name)=([^)]*)\\)");
    private static final Pattern BOUND = Pattern.compile("(\\(!)?\\((?:bundle-)?version>=([^)]*)\\)");

    private final FrameworkWiring wiring;

    Missing(FrameworkWiring wiring) {
        this.wiring = wiring;
    }

    /** What {@code bundle} needs and no bundle offers; if that is not why it does not resolve, what the framework says. */
    String words(Bundle bundle, BundleException failure) {
        List<String> missing = new ArrayList<>();
        for (BundleRequirement requirement : bundle.adapt(BundleRevision.class).getDeclaredRequirements(null)) {
            if (isNeeded(requirement) && wiring.findProviders(requirement).isEmpty()) {
                missing.add(words(requirement));
            }
        }
        return missing.isEmpty()
                ? Words.of(failure)
                : "needs " + String.join(", ", missing) + ", which no bundle offers";
    }

    private static boolean isNeeded(BundleRequirement requirement) {
        String resolution = requirement.getDirectives().get(Namespace.REQUIREMENT_RESOLUTION_DIRECTIVE);
        String effective = requirement.getDirectives().get(Namespace.REQUIREMENT_EFFECTIVE_DIRECTIVE);
        return !Namespace.RESOLUTION_OPTIONAL.equals(resolution)
                && !PackageNamespace.RESOLUTION_DYNAMIC.equals(resolution)
                && (effective == null || Namespace.EFFECTIVE_RESOLVE.equals(effective));
    }

    private static String words(BundleRequirement requirement) {
        String filter = Optional.ofNullable(requirement.getDirectives().get(Namespace.REQUIREMENT_FILTER_DIRECTIVE))
                .orElse("");
        Matcher name = NAME.matcher(filter);
        String what = name.find() ? name.group(1) : filter;
        return switch (requirement.getNamespace()) {
            case PackageNamespace.PACKAGE_NAMESPACE -> "package " + what + versions(filter);
            case IdentityNamespace.IDENTITY_NAMESPACE, "osgi.wiring.bundle" -> "bundle " + what + versions(filter);
            case HostNamespace.HOST_NAMESPACE -> "host bundle " + what + versions(filter);
            case ExecutionEnvironmentNamespace.EXECUTION_ENVIRONMENT_NAMESPACE -> what + versions(filter);
            default -> requirement.getNamespace() + " " + filter;
        };
    }

    private static String versions(String filter) {
        StringBuilder words = new StringBuilder();
        Matcher bound = BOUND.matcher(filter);
        while (bound.find()) {
            words.append(bound.group(1) == null ? " >= " : " < ").append(bound.group(2));
        }
        return words.toString();
    }
}
