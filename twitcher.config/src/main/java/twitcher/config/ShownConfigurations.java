package twitcher.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import twitcher.api.admin.Candidate;
import twitcher.api.admin.Proof;
import twitcher.api.admin.Replacement;
import twitcher.config.ConfigurationCheck.Verdict;

/** {@code .cfg} files that are only shown: what a sound value says is never told, only which keys. */
final class ShownConfigurations implements Proofs.Shown {
    private final Errands errands;
    private final Configurations configurations;

    ShownConfigurations(Errands errands, Configurations configurations) {
        this.errands = errands;
        this.configurations = configurations;
    }

    @Override
    public Proof read(Candidate candidate, String ending) {
        return proof(candidate, verdict(Configurations.pid(candidate.name()), candidate));
    }

    @Override
    public Replacement replace(String file, Candidate candidate) {
        Verdict verdict = verdict(Configurations.pid(file), candidate);
        Proof proof = proof(candidate, verdict);
        if (!(verdict instanceof Verdict.Usable usable)) {
            return Proofs.nothing(file, proof);
        }
        return errands.ask(() -> configurations.rival(file))
                .map(rival -> Proofs.nothing(
                        file, Proofs.refused(candidate, Configurations.KIND, Configurations.rivalry(rival, file))))
                .orElseGet(() -> new Replacement(
                        file, proof, List.of(), List.of(), false, List.of(effect(file, usable.values()))));
    }

    private Verdict verdict(String pid, Candidate candidate) {
        CfgText text = CfgText.of(candidate.name(), candidate.text().bytes().toByteArray());
        return errands.ask(() -> configurations.verdict(pid, text));
    }

    private static Proof proof(Candidate candidate, Verdict verdict) {
        if (verdict instanceof Verdict.Faulty faulty) {
            return Proof.of(candidate.name(), Configurations.KIND, faulty.problems(), List.of(), 0);
        }
        List<String> waitsFor = verdict instanceof Verdict.Unread unread ? List.of(unread.waitsFor()) : List.of();
        return Proof.of(candidate.name(), Configurations.KIND, List.of(), waitsFor, 0);
    }

    private String effect(String file, Map<String, Object> after) {
        Map<String, Object> before = errands.ask(() -> Map.copyOf(configurations.now(file)));
        Set<String> keys = new TreeSet<>(before.keySet());
        keys.addAll(after.keySet());
        List<String> changes = new ArrayList<>();
        for (String key : keys) {
            if (!Objects.deepEquals(before.get(key), after.get(key))) {
                changes.add(
                        (!before.containsKey(key) ? "adds " : after.containsKey(key) ? "changes " : "removes ") + key);
            }
        }
        return "the configuration " + Configurations.pid(file) + ": "
                + (changes.isEmpty() ? "unchanged" : String.join(", ", changes));
    }
}
