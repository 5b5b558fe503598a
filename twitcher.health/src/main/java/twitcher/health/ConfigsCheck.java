package twitcher.health;

import java.util.List;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.Result.Status;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import twitcher.api.admin.ConfigFiles;
import twitcher.api.admin.FileStatus;
import twitcher.api.admin.FileStatus.State;

/** Whether the watched folder is there and its files are in effect as they are. What ran before goes on: a warning. */
@Component(property = {HealthCheck.NAME + "=configs", HealthCheck.TAGS + "=twitcher"})
public final class ConfigsCheck implements HealthCheck {
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile ConfigFiles files;

    @Override
    public Result execute() {
        ConfigFiles present = files;
        return present == null ? Verdict.away("twitcher.config") : of(present);
    }

    static Result of(ConfigFiles files) {
        List<FileStatus> all = files.list();
        Verdict verdict = new Verdict();
        files.folder()
                .held()
                .ifPresent(why -> verdict.add(
                        Status.CRITICAL,
                        files.folder().path() + ": its watches are held: " + why
                                + "; 'rescan --accept' takes the folder as it is"));
        tell(verdict, all, State.ERROR, "in error");
        tell(verdict, all, State.WAITING, "waiting for a bundle or a language");
        return verdict.add(Status.OK, all.size() + " files").result();
    }

    private static void tell(Verdict verdict, List<FileStatus> all, State state, String words) {
        List<String> names = all.stream()
                .filter(file -> file.state() == state)
                .map(FileStatus::file)
                .toList();
        if (!names.isEmpty()) {
            verdict.add(Status.WARN, names.size() + " " + words + ": " + Verdict.some(names) + "; 'configs' tells why");
        }
    }
}
