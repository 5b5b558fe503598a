package twitcher.action.file;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Looks up what a config says of owner, group and mode. */
final class Ownership {
    private static final UserPrincipalLookupService ACCOUNTS =
            FileSystems.getDefault().getUserPrincipalLookupService();
    private static final int CAP_CHOWN = 1;

    /** From the least significant bit of a mode on. */
    private static final PosixFilePermission[] BITS = {
        PosixFilePermission.OTHERS_EXECUTE,
        PosixFilePermission.OTHERS_WRITE,
        PosixFilePermission.OTHERS_READ,
        PosixFilePermission.GROUP_EXECUTE,
        PosixFilePermission.GROUP_WRITE,
        PosixFilePermission.GROUP_READ,
        PosixFilePermission.OWNER_EXECUTE,
        PosixFilePermission.OWNER_WRITE,
        PosixFilePermission.OWNER_READ
    };

    private Ownership() {}

    /**
     * What {@code settings} want.
     *
     * @throws IllegalArgumentException in words for the operator, if there is no such account, or the daemon cannot give a
     *     file to it
     */
    static Attributes of(FileSettings settings) {
        return new Attributes(
                settings.mode().map(Ownership::permissions),
                settings.owner().map(Ownership::owner),
                settings.group().map(Ownership::group));
    }

    static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (int bit = 0; bit < BITS.length; bit++) {
            if ((mode >> bit & 1) == 1) {
                permissions.add(BITS[bit]);
            }
        }
        return permissions;
    }

    private static UserPrincipal owner(String name) {
        try {
            UserPrincipal owner = ACCOUNTS.lookupPrincipalByName(name);
            if (!mayGiveAway() && !owner.equals(Files.getOwner(Path.of("/proc/self")))) {
                throw new IllegalArgumentException("owner: the daemon may not give files to " + name
                        + "; run it as root, or leave this setting out");
            }
            return owner;
        } catch (UserPrincipalNotFoundException e) {
            throw new IllegalArgumentException("owner: no such user: " + name, e);
        } catch (IOException e) {
            throw new IllegalArgumentException("owner: " + name + " cannot be looked up: " + e.getMessage(), e);
        }
    }

    private static GroupPrincipal group(String name) {
        try {
            return ACCOUNTS.lookupPrincipalByGroupName(name);
        } catch (UserPrincipalNotFoundException e) {
            throw new IllegalArgumentException("group: no such group: " + name, e);
        } catch (IOException e) {
            throw new IllegalArgumentException("group: " + name + " cannot be looked up: " + e.getMessage(), e);
        }
    }

    private static boolean mayGiveAway() throws IOException {
        Optional<String> effective = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("CapEff:"))
                .findFirst();
        return effective
                .map(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
                .filter(capabilities -> (capabilities & CAP_CHOWN) != 0)
                .isPresent();
    }
}
