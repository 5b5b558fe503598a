package twitcher.zk;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.Configuration;

/**
 * Our sections of the one JAAS configuration that a JVM has, which is the only place where the ZooKeeper client looks
 * for credentials. Names that are not ours are left to what was there before. Any thread.
 */
final class LoginSections extends Configuration {
    private static final Map<String, AppConfigurationEntry> OURS = new ConcurrentHashMap<>();
    private static int count;

    /** Null: there was none. */
    private final Configuration before;

    private LoginSections(Configuration before) {
        this.before = before;
    }

    /** Adds a section, and returns its name. */
    static synchronized String add(AppConfigurationEntry login) {
        Configuration now = present();
        if (!(now instanceof LoginSections)) {
            setConfiguration(new LoginSections(now));
        }
        String name = "twitcher-zk-" + ++count;
        OURS.put(name, login);
        return name;
    }

    /** Removes a section; with the last one, what was there before is there again. */
    static synchronized void remove(String name) {
        OURS.remove(name);
        if (OURS.isEmpty() && present() instanceof LoginSections ours) {
            setConfiguration(ours.before);
        }
    }

    private static Configuration present() {
        try {
            return getConfiguration();
        } catch (SecurityException e) { // which is how it says that there is none
            return null;
        }
    }

    @Override
    public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
        AppConfigurationEntry ours = OURS.get(name);
        if (ours != null) {
            return new AppConfigurationEntry[] {ours};
        }
        return before == null ? null : before.getAppConfigurationEntry(name);
    }

    @Override
    public void refresh() {
        if (before != null) {
            before.refresh();
        }
    }

    /** Finds what a login needs: the platform's modules, and those of the ZooKeeper client in this bundle. */
    static final class Modules extends ClassLoader {
        Modules() {
            super(getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            return LoginSections.class.getClassLoader().loadClass(name);
        }
    }
}
