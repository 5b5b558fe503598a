package bench;

import bench.stamp.StampActionType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** The bundle of {@link StampActionType}, made when it is needed. */
final class StampBundle {
    private static final String COMPONENT = "OSGI-INF/stamp.xml";
    private static final String DESCRIPTION = """
            <?xml version="1.0" encoding="UTF-8"?>
            <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.4.0" name="bench.stamp" deactivate="close">
              <property name="twitcher.action.type.name" type="String" value="stamp"/>
              <service><provide interface="twitcher.api.action.ActionType"/></service>
              <implementation class="bench.stamp.StampActionType"/>
            </scr:component>
            """;

    private StampBundle() {}

    static byte[] jar() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest())) {
            put(jar, COMPONENT, DESCRIPTION.getBytes(StandardCharsets.UTF_8));
            put(jar, StampActionType.class);
            put(jar, StampActionType.Stamp.class);
        }
        return bytes.toByteArray();
    }

    private static Manifest manifest() {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", "bench.stamp");
        main.putValue("Bundle-Version", "1.0.0");
        main.putValue("Import-Package", "twitcher.api,twitcher.api.action,twitcher.api.settings");
        main.putValue("Service-Component", COMPONENT);
        return manifest;
    }

    private static void put(JarOutputStream jar, Class<?> type) throws IOException {
        String name = type.getName().replace('.', '/') + ".class";
        try (InputStream bytes = type.getClassLoader().getResourceAsStream(name)) {
            put(jar, name, bytes.readAllBytes());
        }
    }

    private static void put(JarOutputStream jar, String name, byte[] bytes) throws IOException {
        jar.putNextEntry(new JarEntry(name));
        jar.write(bytes);
        jar.closeEntry();
    }
}
