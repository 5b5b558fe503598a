package twitcher.api;

/**
 * Names of the framework properties by which the launcher hands the command line on to the bundles. Read them with
 * {@code BundleContext.getProperty}; each is absent unless said otherwise.
 */
public final class FrameworkProperties {
    /** Absolute path of the watched folder; always present. */
    public static final String CONFIG_PATH = "twitcher.config_path";
    /** Absolute path of the state directory, which exists and is locked by this daemon; always present. */
    public static final String STATE_DIR = "twitcher.state_dir";
    /** The connect string given as a flag; it beats every other source. */
    public static final String ZKSERVERS = "twitcher.zkservers";
    /** {@code true}: connect only to what a {@link twitcher.api.node.ConnectString} service names. */
    public static final String ZK_EMBEDDED = "twitcher.zk.embedded";
    /** {@code true}: files of the watched folder are trusted whoever owns them. */
    public static final String INSECURE_CONFIG = "twitcher.insecure_config";
    /** {@code true} in a developer's daemon. */
    public static final String DEVEL = "twitcher.devel";
    /** The release, such as {@code 2.0.0}; always present. */
    public static final String VERSION = "twitcher.version";

    private FrameworkProperties() {}
}
