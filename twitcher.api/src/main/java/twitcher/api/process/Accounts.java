package twitcher.api.process;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The users and groups of this machine, for checking a config when it is read. May block for a directory service. */
@ProviderType
public interface Accounts {
    /** Why a process cannot be started as {@code user} (name or number), in words; empty if it can. */
    Optional<String> userProblem(String user);

    /** Why a process cannot be started in {@code group} (name or number), in words; empty if it can. */
    Optional<String> groupProblem(String group);
}
