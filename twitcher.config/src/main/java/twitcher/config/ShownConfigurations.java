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

/** {@code .cfg} files that are only shown: what they set is never told, only which keys. */
final class ShownConfigurations implements Proofs.Shown {
    private final Errands errands;
    private final Configurations configurations;

    ShownConfigurations(Errands errands, Configurations configurations) {
        this.errands = errands;
        this.configurations = configurations;
    }

    @Override
    public Proof read(Candidate candidate, String ending) {
        try {
            Configurations.parse(candidate.text().bytes().toByteArray());
            return Proof.of(candidate.name(), Configurations.KIND, List.of(), List.of(), 0);
        } catch (IllegalArgumentException e) {
            return Proofs.refused(candidate, Configurations.KIND, e.getMessage());
        }
    }

    @Override
    public Replacement replace(String file, Candidate candidate) {
        Proof proof = read(candidate, "cfg");
        if (proof.state() != Proof.State.FINE) {
            return Proofs.nothing(file, proof);
        }
        return errands.ask(() -> configurations.rival(file))
                .map(rival -> Proofs.nothing(
                        file, Proofs.refused(candidate, Configurations.KIND, Configurations.rivalry(rival, file))))
                .orElseGet(() ->
                        new Replacement(file, proof, List.of(), List.of(), false, List.of(effect(file, candidate))));
    }

    private String effect(String file, Candidate candidate) {
        Map<String, String> before = errands.ask(() -> Map.copyOf(configurations.now(file)));
        Map<String, String> after =
                Configurations.parse(candidate.text().bytes().toByteArray());
        Set<String> keys = new TreeSet<>(before.keySet());
        keys.addAll(after.keySet());
        List<String> changes = new ArrayList<>();
        for (String key : keys) {
            if (!Objects.equals(before.get(key), after.get(key))) {
                changes.add(
                        (!before.containsKey(key) ? "adds " : after.containsKey(key) ? "changes " : "removes ") + key);
            }
        }
        return "the configuration " + Configurations.pid(file) + ": "
                + (changes.isEmpty() ? "unchanged" : String.join(", ", changes));
    }
}
