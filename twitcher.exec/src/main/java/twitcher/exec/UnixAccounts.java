package twitcher.exec;

import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import twitcher.api.process.Accounts;

/** The accounts of this machine as its name services have them. */
@Component
public final class UnixAccounts implements Accounts {
    private final UserDatabase users = new UserDatabase();
    private final SelfStatus self = SelfStatus.read();

    /** Accounts that are looked up when asked for. */
    @Activate
    public UnixAccounts() {}

    @Override
    public Optional<String> userProblem(String user) {
        try {
            Optional<UserDatabase.Entry> entry = users.user(user);
            long uid = entry.isPresent() ? entry.get().uid() : Long.parseLong(user);
            return forbidden(uid == self.uid(), "user " + user);
        } catch (SpawnFailure e) {
            return Optional.of(e.getMessage());
        }
    }

    @Override
    public Optional<String> groupProblem(String group) {
        try {
            return forbidden(users.group(group) == self.gid(), "group " + group);
        } catch (SpawnFailure e) {
            return Optional.of(e.getMessage());
        }
    }

    private Optional<String> forbidden(boolean own, String who) {
        return own || self.mayChangeIdentity()
                ? Optional.empty()
                : Optional.of("the daemon runs as uid " + self.uid() + " and may not start processes as " + who
                        + "; run it as root, or leave this setting out");
    }
}
