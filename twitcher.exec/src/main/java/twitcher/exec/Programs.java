package twitcher.exec;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the program of a command, and says in words why one cannot be executed. */
final class Programs {
    private static final int FIRST_LINE_BYTES = 256;

    private Programs() {}

    /**
     * The path of the program, relative to the working directory if the command is.
     *
     * @throws SpawnFailure if there is none that can be executed
     */
    static String find(Spawn order) throws SpawnFailure {
        return search(order)
                .orElseThrow(() -> new SpawnFailure(
                        order.argv().get(0) + ": command not found, or not executable, in PATH=" + searched(order)));
    }

    private static Optional<String> search(Spawn order) {
        String name = order.argv().get(0);
        return name.indexOf('/') >= 0
                ? Optional.of(name)
                : Stream.of(searched(order).split(":", -1))
                        .map(folder -> Path.of(order.cwd()).resolve(folder).resolve(name))
                        .filter(file -> Files.isExecutable(file) && Files.isRegularFile(file))
                        .map(Path::toString)
                        .findFirst();
    }

    private static String searched(Spawn order) {
        return order.env().getOrDefault("PATH", CleanEnvironment.PATH);
    }

    /** Looks for what would keep a command from being executed, as far as can be seen beforehand. */
    static void check(Spawn order) throws SpawnFailure {
        Optional<String> cwd = cwdProblem(order.cwd());
        Optional<String> problem =
                cwd.isPresent() ? cwd : fileProblem(Path.of(order.cwd()).resolve(find(order)));
        if (problem.isPresent()) {
            throw new SpawnFailure(problem.get());
        }
    }

    /**
     * Refuses a text that is no script: the kernel does too, but the tools in front of a command would hand it to a shell.
     */
    static void checkFormat(Spawn order) throws SpawnFailure {
        Optional<String> program = search(order);
        Optional<String> problem =
                program.flatMap(path -> formatProblem(Path.of(order.cwd()).resolve(path)));
        if (problem.isPresent()) {
            throw new SpawnFailure(problem.get());
        }
    }

    private static Optional<String> cwdProblem(String cwd) {
        Path folder = Path.of(cwd);
        if (!Files.exists(folder)) {
            return Optional.of("cwd " + cwd + ": no such directory");
        } else if (!Files.isDirectory(folder)) {
            return Optional.of("cwd " + cwd + ": not a directory");
        }
        return Files.isExecutable(folder) ? Optional.empty() : Optional.of("cwd " + cwd + ": permission denied");
    }

    private static Optional<String> fileProblem(Path program) {
        if (!Files.exists(program)) {
            return Optional.of(program + ": no such file");
        } else if (Files.isDirectory(program)) {
            return Optional.of(program + ": is a directory, not a program");
        } else if (!Files.isExecutable(program)) {
            return Optional.of(program + ": not executable; chmod +x it");
        }
        return formatProblem(program);
    }

    private static Optional<String> formatProblem(Path program) {
        String start = start(program);
        if (start.startsWith("#!")) {
            String interpreter = start.substring(2).strip().split("\\s", 2)[0];
            return Files.isExecutable(Path.of(interpreter))
                    ? Optional.empty()
                    : Optional.of(program + ": bad interpreter " + interpreter + ", named in its first line");
        }
        return start.isEmpty() || start.indexOf('\0') >= 0
                ? Optional.empty()
                : Optional.of(program + ": no program and no script; a script begins with a line such as #!/bin/sh");
    }

    /** The first bytes of a file; nothing if it may be executed but not read. */
    private static String start(Path program) {
        try (InputStream in = Files.newInputStream(program)) {
            String start = new String(in.readNBytes(FIRST_LINE_BYTES), StandardCharsets.ISO_8859_1);
            return start.startsWith("#!") ? start.lines().findFirst().orElse("") : start;
        } catch (IOException e) {
            return "";
        }
    }

    /** Why {@code order} failed, when the system gave {@code reason}. */
    static String words(Spawn order, String reason) {
        try {
            check(order);
            return order.argv().get(0) + ": " + reason;
        } catch (SpawnFailure e) {
            return e.getMessage();
        }
    }
}
