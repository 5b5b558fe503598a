package twitcher.launcher;

/** The release that this program belongs to. */
public final class Version {
    private Version() {}

    /** As the build wrote it into the launcher's jar, such as {@code 2.0.0}. */
    public static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "unreleased" : version;
    }
}
