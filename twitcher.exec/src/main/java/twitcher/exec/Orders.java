package twitcher.exec;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import twitcher.api.Surroundings;
import twitcher.api.action.RunContext;
import twitcher.api.process.Handover;
import twitcher.api.process.ProcessRequest;

/** Decides everything about a process before it is made: who it is and what its environment is. */
final class Orders {
    private final SelfStatus self = SelfStatus.read();
    private final UserDatabase users = new UserDatabase();
    private volatile CleanEnvironment environment;
    private volatile Identity own;

    /** Orders whose environment keeps variables of the daemon named in {@code keep}. */
    Orders(String... keep) {
        keep(keep);
    }

    /** From now on other variables are kept. */
    void keep(String... names) {
        environment = new CleanEnvironment(System.getenv(), List.of(names));
    }

    /** Looks up the daemon's own user, which nearly every order needs: once, for it stays the same. */
    Identity own() throws SpawnFailure {
        if (own == null) {
            own = users.identity(Optional.empty(), Optional.empty(), self);
        }
        return own;
    }

    /** Who the daemon is, and so is a process that changes nothing. */
    Handover.Identity self() {
        return new Handover.Identity(self.uid(), self.gid(), self.groups());
    }

    /** A small clean environment of the daemon's own user; the caller may alter it. */
    Map<String, String> environment() throws SpawnFailure {
        return environment.of(own().user());
    }

    /**
     * The order for a process of {@code run}.
     *
     * @throws SpawnFailure if there can be no such process
     */
    Spawn order(RunContext run, ProcessRequest request, OutputFiles output) throws SpawnFailure {
        Surroundings surroundings = request.surroundings();
        boolean asked = surroundings.user().isPresent() || surroundings.group().isPresent();
        Identity identity = asked ? users.identity(surroundings.user(), surroundings.group(), self) : own();
        Map<String, String> variables = environment.of(run, request, identity.user());
        check(request, variables);
        return new Spawn(
                request.argv(),
                variables,
                surroundings.cwd(),
                surroundings.umask(),
                asked ? change(identity) : Optional.empty(),
                request.stdin(),
                output);
    }

    private static void check(ProcessRequest request, Map<String, String> variables) throws SpawnFailure {
        for (String name : variables.keySet()) {
            if (name.isEmpty() || name.indexOf('=') >= 0) {
                throw new SpawnFailure("env: the name of a variable must not be empty or have a '='");
            }
        }
        if (hasNul(request.argv())
                || hasNul(List.of(request.surroundings().cwd()))
                || hasNul(variables.keySet())
                || hasNul(variables.values())) {
            throw new SpawnFailure("command, cwd and env must not have the character NUL");
        }
    }

    /** A loop, as it is on the way of every run. */
    private static boolean hasNul(Collection<String> texts) {
        for (String text : texts) {
            if (text.indexOf('\0') >= 0) {
                return true;
            }
        }
        return false;
    }

    /** The identity to change to, if it is another than the daemon's. */
    private Optional<Identity> change(Identity wanted) throws SpawnFailure {
        boolean same = wanted.uid() == self.uid() && wanted.gid() == self.gid();
        if (self.mayChangeIdentity()) {
            return same && wanted.hasGroups(self.groups()) ? Optional.empty() : Optional.of(wanted);
        } else if (same) {
            return Optional.empty();
        }
        throw new SpawnFailure("the daemon runs as uid " + self.uid() + ", gid " + self.gid()
                + " and may not start processes as uid " + wanted.uid() + ", gid " + wanted.gid());
    }
}
