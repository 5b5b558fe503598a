package bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A short Python program on kazoo, {@code watch.py}, in Debian's Python. */
final class PythonProgram implements AutoCloseable {
    private static final String PYTHON = "/usr/bin/python3";

    private final Process process;

    private PythonProgram(Process process) {
        this.process = process;
    }

    /** Whether there is what it needs. */
    static boolean possible() throws InterruptedException {
        try {
            return new ProcessBuilder(PYTHON, "-c", "import kazoo")
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Runs {@code action} for each change of {@link Bench#createNodes}; returns when it watches all of them. */
    static PythonProgram start(Bench bench, String nodes, int count, List<String> action) throws IOException {
        Path program = bench.folder().resolve("watch.py");
        try (InputStream text = PythonProgram.class.getResourceAsStream("watch.py")) {
            Files.write(program, text.readAllBytes());
        }
        List<String> command = new ArrayList<>(
                List.of(PYTHON, program.toString(), bench.server().address()));
        command.addAll(List.of(Bench.path(nodes, ""), Integer.toString(count)));
        command.addAll(action);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out = process.inputReader();
        if (!"ready".equals(out.readLine())) {
            process.destroy();
            throw new IOException("watch.py does not get ready");
        }
        return new PythonProgram(process);
    }

    /** Throws if it has ended. */
    void stillRuns() throws IOException {
        if (!process.isAlive()) {
            throw new IOException("watch.py has ended with exit code " + process.exitValue());
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
