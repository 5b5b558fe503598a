package twitcher.shell.command;

import java.util.List;
import java.util.Map;
import twitcher.api.admin.Proof;
import twitcher.api.settings.Problem;
import twitcher.shell.text.Json;
import twitcher.shell.text.Printable;
import twitcher.shell.text.Screen;
import twitcher.shell.text.Tone;

/** What the loader would say of files, as lines and as data for JSON. */
final class Proofs {
    private Proofs() {}

    /** A line for each problem, or else one that says that there is none. */
    static String text(Proof proof, Screen screen) {
        StringBuilder text = new StringBuilder();
        proof.problems().forEach(problem -> line(text, Tone.BAD, problem.toString(), screen));
        proof.waitsFor().forEach(what -> line(text, Tone.NOTICE, proof.name() + ": WAITING for " + what, screen));
        if (proof.state() == Proof.State.FINE) {
            line(text, Tone.GOOD, proof.name() + ": " + fine(proof), screen);
        }
        return text.toString();
    }

    private static String fine(Proof proof) {
        return switch (proof.kind()) {
            case "bundle", "configuration" -> "fine, a " + proof.kind();
            default -> "fine, " + proof.watches() + (proof.watches() == 1 ? " watch" : " watches");
        };
    }

    static void line(StringBuilder text, Tone tone, String words, Screen screen) {
        String safe = Printable.line(words);
        text.append(screen.colour() ? tone.on(safe) : safe).append('\n');
    }

    static Map<String, Object> data(Proof proof) {
        return Json.object(
                "file", proof.name(),
                "kind", proof.kind(),
                "state", proof.state(),
                "watches", proof.watches(),
                "problems", problems(proof),
                "waits_for", proof.waitsFor());
    }

    static List<Map<String, Object>> problems(Proof proof) {
        return proof.problems().stream().map(Proofs::data).toList();
    }

    private static Map<String, Object> data(Problem problem) {
        return Json.object(
                "file", problem.at().file(),
                "line", known(problem.at().line()),
                "column", known(problem.at().column()),
                "message", problem.message());
    }

    private static Integer known(int number) {
        return number == 0 ? null : number;
    }
}
