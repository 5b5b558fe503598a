package twitcher.shell.command;

import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import twitcher.api.admin.Foresight;
import twitcher.api.admin.Proofreader;

/** The parts of the daemon that tell what would be: there or, in words, not there. */
@Component(service = Advisers.class)
public final class Advisers {
    private final Services services;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Proofreader proofreader;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Foresight foresight;

    @Activate
    public Advisers(@Reference Services services) {
        this.services = services;
    }

    /** Who reads candidates, or a refusal that says why there is nobody. */
    Proofreader proofreader() {
        return Optional.ofNullable(proofreader)
                .orElseThrow(() -> services.away("the watched folder's reader", "twitcher.config"));
    }

    /** Who tells what would run, or a refusal that says why there is nobody. */
    Foresight foresight() {
        return foresightIfThere().orElseThrow(() -> services.away("the engine", "twitcher.engine"));
    }

    /** Who tells what would run, if there is somebody. */
    Optional<Foresight> foresightIfThere() {
        return Optional.ofNullable(foresight);
    }

    /** The parts that tell what is. */
    Services services() {
        return services;
    }
}
