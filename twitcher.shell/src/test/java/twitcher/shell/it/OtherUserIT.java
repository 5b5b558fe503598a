package twitcher.shell.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Another user is refused, even where the files would let it in. Needs root, to become another user. */
@Timeout(60)
class OtherUserIT {
    private static final String NOBODY = "65534";

    @TempDir
    Path directory;

    @Test
    void anotherUserIsRefusedByTheKernelsWord() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root can become another user");
        try (TestFramework daemon = new TestFramework(directory)) {
            openToEverybody(daemon.socket());

            String said = asNobody(daemon.socket());

            assertThat(said).isEqualTo("1 twitcher: user nobody may not administer this daemon: only root may");
        }
    }

    private void openToEverybody(Path socket) throws Exception {
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rwxrwxrwx"));
        for (Path path = socket.getParent(); path.startsWith(directory); path = path.getParent()) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private String asNobody(Path socket) throws Exception {
        Path classes = copiedClient();
        String java = ProcessHandle.current().info().command().orElseThrow();
        Process client = new ProcessBuilder(
                        "setpriv",
                        "--reuid=" + NOBODY,
                        "--regid=" + NOBODY,
                        "--clear-groups",
                        java,
                        "-cp",
                        classes.toString(),
                        Ask.class.getName(),
                        socket.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(client.getInputStream().readAllBytes());
        assertThat(client.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return said.strip();
    }

    /** The classes of the client where nobody can read them. */
    private Path copiedClient() throws Exception {
        Path target = directory.resolve("classes");
        Path source = Path.of(
                Ask.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        String folder = Ask.class.getPackageName().replace('.', '/');
        Files.createDirectories(target.resolve(folder));
        for (Class<?> type : new Class<?>[] {Ask.class, SocketClient.class, Answer.class}) {
            String name = type.getName().replace('.', '/') + ".class";
            Files.copy(source.resolve(name), target.resolve(name));
        }
        return target;
    }

    /** Asks for the status, and says how that ended. */
    static final class Ask {
        private Ask() {}

        public static void main(String[] args) throws Exception {
            Answer answer = SocketClient.run(Path.of(args[0]), "status");
            System.out.println(answer.exit() + " " + answer.err());
        }
    }
}
