package twitcher.zk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsReaderTest {
    private static final Servers LOCAL = Servers.parse("localhost");

    @Test
    void anEmptyConfigurationGivesTheDefaults() {
        SettingsReader reader = new SettingsReader(Map.of());
        ClientSettings settings = ClientSettings.read(reader, LOCAL, "default");

        assertThat(settings.sessionTimeoutMs()).isEqualTo(15_000);
        assertThat(settings.limits()).isEqualTo(Limits.DEFAULT);
        assertThat(settings.tls()).isEmpty();
        assertThat(settings.digestFile()).isEmpty();
        assertThat(reader.problems()).isEmpty();
    }

    @Test
    void valuesMayBeTextsOrTyped() {
        SettingsReader reader = new SettingsReader(Map.of("sessionTimeoutMs", 5_000, "readsInFlight", " 7 "));
        ClientSettings settings = ClientSettings.read(reader, LOCAL, "default");

        assertThat(settings.sessionTimeoutMs()).isEqualTo(5_000);
        assertThat(settings.limits().inFlight()).isEqualTo(7);
    }

    @Test
    void everyProblemIsNamedAndItsDefaultUsed() {
        SettingsReader reader = new SettingsReader(Map.of(
                "sessionTimeoutMs", "soon",
                "readsInFlight", "0",
                "tls", "yes",
                "service.pid", "twitcher.zk"));
        ClientSettings settings = ClientSettings.read(reader, LOCAL, "default");

        assertThat(settings.sessionTimeoutMs()).isEqualTo(15_000);
        assertThat(settings.tls()).isEmpty();
        assertThat(reader.problems())
                .anyMatch("sessionTimeoutMs: must be a whole number from 100, was: soon; using 15000"::equals)
                .anyMatch("readsInFlight: must be a whole number from 1, was: 0; using 128"::equals)
                .anyMatch("tls: must be true or false, was: yes; using false"::equals)
                .hasSize(3);
    }

    @Test
    void aSecretThatOthersMayReadIsRefused(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("secret"), "user:password\n");
        SecretFile secret = SecretFile.named("digestFile", file.toString()).orElseThrow();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThatIllegalArgumentException()
                .isThrownBy(secret::read)
                .withMessageContaining("must have mode 0600, has rw-r-----; chmod 600")
                .withMessageNotContaining("password");

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThat(secret.read()).isEqualTo("user:password");
        assertThat(secret.toString()).doesNotContain("password");
    }
}
