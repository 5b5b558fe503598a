package twitcher.launcher;

import java.util.HashMap;
import java.util.Map;
import org.osgi.framework.Constants;
import twitcher.launcher.log.FrameworkLog;

/** The properties that the framework is started with: its own, and those by which bundles learn the command line. */
final class FrameworkSettings {
    private static final String LOG_WARNINGS = "2";

    private FrameworkSettings() {}

    static Map<String, Object> of(DaemonSettings settings, StateDirectory state) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(Constants.FRAMEWORK_STORAGE, state.cache().toString());
        properties.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        properties.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, systemPackages());
        properties.put("felix.log.logger", new FrameworkLog());
        properties.put("felix.log.level", LOG_WARNINGS);
        putFileInstall(properties, settings);
        putConsole(properties, settings);
        putCommandLine(properties, settings);
        return properties;
    }

    /**
     * What bundles get from the launcher's class path: one logging back end for all. Many bundles are made for version 1.7
     * of SLF4J and would not resolve with a newer one, which serves them as well.
     */
    static String systemPackages() {
        String slf4j = "2.0.17";
        return String.join(
                ",",
                "org.slf4j;version=" + slf4j,
                "org.slf4j.event;version=" + slf4j,
                "org.slf4j.helpers;version=" + slf4j,
                "org.slf4j.spi;version=" + slf4j,
                "org.slf4j;org.slf4j.helpers;org.slf4j.spi;version=1.7.36",
                "org.osgi.service.log;version=1.5");
    }

    /**
     * File Install watches one directory of its own beside ours, {@code ./load} by default, which may be anybody's, and
     * would start what it finds there without asking. This one is ours, stays empty, and is looked at once. With an
     * initial delay that look would be waited for while holding the lock that File Install's own stop needs (3.7.4). Without
     * a temporary directory it makes one in {@code /tmp} at each start, which stays there if the daemon is killed.
     */
    private static void putFileInstall(Map<String, Object> properties, DaemonSettings settings) {
        properties.put(
                "felix.fileinstall.dir",
                settings.stateDirectory().resolve("fileinstall").toString());
        properties.put(
                "felix.fileinstall.tmpdir",
                settings.stateDirectory().resolve("fileinstall.tmp").toString());
        properties.put("felix.fileinstall.poll", Long.toString(Long.MAX_VALUE));
        properties.put("felix.fileinstall.noInitialDelay", "true");
        properties.put("felix.fileinstall.enableConfigSave", "false");
    }

    /** Without these, Gogo takes the end of standard input as an order to stop the framework. */
    private static void putConsole(Map<String, Object> properties, DaemonSettings settings) {
        properties.put("gosh.args", settings.hasConsole() ? "--noshutdown" : "--nointeractive --noshutdown");
        // Where Gogo looks for etc/gosh_profile; by default that is the working directory, which may be anybody's.
        properties.put("gosh.home", settings.invocation().home().toString());
    }

    private static void putCommandLine(Map<String, Object> properties, DaemonSettings settings) {
        properties.put("twitcher.version", Version.text());
        properties.put("twitcher.config_path", settings.configPath().toString());
        properties.put("twitcher.state_dir", settings.stateDirectory().toString());
        settings.zkservers().ifPresent(servers -> properties.put("twitcher.zkservers", servers));
        if (settings.embedsZooKeeper()) {
            properties.put("twitcher.zk.embedded", "true");
        }
        if (settings.trust() == DaemonSettings.Trust.ANYBODY) {
            properties.put("twitcher.insecure_config", "true");
        }
        if (settings.devel()) {
            properties.put("twitcher.devel", "true");
        }
    }
}
