package twitcher.shell.command;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import twitcher.api.action.ActionType;
import twitcher.api.admin.ConfigFiles;
import twitcher.api.admin.FileStatus;
import twitcher.api.admin.Guests;
import twitcher.api.admin.Guests.Leftover;
import twitcher.api.admin.Insight;
import twitcher.api.admin.Watches;
import twitcher.api.config.ConfigLanguage;
import twitcher.api.node.NodeSource;

/** The parts of the daemon that commands ask: there or, in words, not there. */
@Component(service = Services.class)
public final class Services {
    private final BundleContext context;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Watches watches;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Insight insight;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile ConfigFiles files;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile NodeSource nodes;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Guests guests;

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<ServiceReference<ActionType<?>>> actionTypes;

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<ServiceReference<ConfigLanguage>> languages;

    @Activate
    public Services(BundleContext context) {
        this.context = context;
    }

    /** The framework. */
    BundleContext context() {
        return context;
    }

    /** The engine's watches, or a refusal that says why there are none. */
    Watches watches() {
        return watchesIfThere().orElseThrow(() -> away("the engine", "twitcher.engine"));
    }

    /** The engine's watches, if it is there. */
    Optional<Watches> watchesIfThere() {
        return Optional.ofNullable(watches);
    }

    /** The look inside the engine, or a refusal that says why there is none. */
    Insight insight() {
        return insightIfThere().orElseThrow(() -> away("the engine", "twitcher.engine"));
    }

    /** The look inside the engine, if it is there. */
    Optional<Insight> insightIfThere() {
        return Optional.ofNullable(insight);
    }

    /** The watched folder's files, or a refusal that says why there are none. */
    ConfigFiles files() {
        return filesIfThere().orElseThrow(() -> away("the watched folder's reader", "twitcher.config"));
    }

    /** The watched folder's files, if its bundle is there. */
    Optional<ConfigFiles> filesIfThere() {
        return Optional.ofNullable(files);
    }

    /** The source of changes, if it is there. */
    Optional<NodeSource> nodes() {
        return Optional.ofNullable(nodes);
    }

    /** Threads that do not return from the code of a bundle: those given up by the engine, and those of bundles gone. */
    List<Leftover> leftovers() {
        List<Leftover> given =
                Optional.ofNullable(guests).map(Guests::leftovers).orElse(List.of());
        return Stream.concat(given.stream(), LostThreads.beside(given)).toList();
    }

    /** The action types that are registered, the preferred first. */
    List<ServiceReference<ActionType<?>>> actionTypes() {
        return preferredFirst(actionTypes);
    }

    /** The languages that are registered, the preferred first. */
    List<ServiceReference<ConfigLanguage>> languages() {
        return preferredFirst(languages);
    }

    private static <T> List<ServiceReference<T>> preferredFirst(List<ServiceReference<T>> references) {
        return references.stream().sorted((a, b) -> b.compareTo(a)).toList();
    }

    /**
     * What {@code look} finds of a watch that is named by {@code part}; one that is not there may be in a file that is not
     * loaded, and then the refusal says so too.
     */
    <T> T ofWatch(String part, Supplier<T> look) {
        try {
            return look.get();
        } catch (Refusal refusal) {
            throw notLoaded(part)
                    .map(words -> new Refusal(refusal.getMessage() + "\n" + words))
                    .orElse(refusal);
        }
    }

    private Optional<String> notLoaded(String part) {
        return filesIfThere().stream()
                .flatMap(there -> there.list().stream())
                .filter(file -> file.state() != FileStatus.State.ACTIVE)
                .filter(file -> file.file().contains(part) || part.startsWith(file.file() + ":"))
                .findFirst()
                .map(file -> file.file() + " is " + file.state() + ", so its watches are not there as it says: "
                        + String.join("; ", file.problems()));
    }

    /** A refusal that says what is not running, and why. */
    Refusal away(String what, String bundle) {
        return new Refusal(what + " is not running (" + absence(bundle) + ")");
    }

    /** Why a bundle's service is not there, and what to do. */
    String absence(String bundleName) {
        Optional<Bundle> bundle = Stream.of(context.getBundles())
                .filter(candidate -> bundleName.equals(candidate.getSymbolicName()))
                .findFirst();
        if (bundle.isEmpty()) {
            return "bundle " + bundleName + " is not installed";
        }
        if (bundle.get().getState() == Bundle.ACTIVE) {
            return "bundle " + bundleName + " is ACTIVE, but its service is not there: 'twitcher scr:list' tells more";
        }
        return "bundle " + bundleName + " is " + Bundles.state(bundle.get()) + ": 'twitcher start "
                + bundle.get().getBundleId() + "' starts it";
    }
}
