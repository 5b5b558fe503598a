package twitcher.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.osgi.service.log.LogReaderService;
import org.slf4j.Logger;

class FrameworkSettingsTest {
    @Test
    void bundlesAreOfferedTheLogApisInTheVersionsThatAreOnTheClassPath() throws Exception {
        String slf4j = versionOf(Logger.class, "org.slf4j");
        String osgiLog = versionOf(LogReaderService.class, "org.osgi.service.log");

        assertThat(FrameworkSettings.systemPackages())
                .contains("org.slf4j;version=" + slf4j, "org.slf4j.event;version=" + slf4j)
                .contains("org.osgi.service.log;version=" + osgiLog);
    }

    private static String versionOf(Class<?> type, String packageName) throws IOException {
        String jar = type.getProtectionDomain().getCodeSource().getLocation().getPath();
        try (JarFile file = new JarFile(jar);
                InputStream manifest = file.getInputStream(file.getEntry(JarFile.MANIFEST_NAME))) {
            String exports = new Manifest(manifest).getMainAttributes().getValue("Export-Package");
            Matcher matcher = Pattern.compile(
                            "(?:^|,)" + Pattern.quote(packageName) + ";(?:uses:=\"[^\"]*\";)?version=\"([^\"]+)\"")
                    .matcher(exports);
            assertThat(matcher.find()).isTrue();
            return matcher.group(1);
        }
    }
}
