package twitcher.action.file;

import java.io.IOException;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import java.util.Set;

/**
 * What a file is beside its bytes.
 *
 * @param mode who may do what; empty: no matter
 * @param owner whose it is; empty: no matter
 * @param group its group; empty: no matter
 */
record Attributes(
        Optional<Set<PosixFilePermission>> mode, Optional<UserPrincipal> owner, Optional<GroupPrincipal> group) {
    private static final Set<PosixFilePermission> USUAL = PosixFilePermissions.fromString("rw-r--r--");

    /** Those of a file. */
    static Attributes of(PosixFileAttributes file) {
        return new Attributes(Optional.of(file.permissions()), Optional.of(file.owner()), Optional.of(file.group()));
    }

    /** These, and where they do not matter those of the file that is replaced, if there is one. */
    Attributes or(Optional<PosixFileAttributes> replaced) {
        return new Attributes(
                mode.or(() -> replaced.map(PosixFileAttributes::permissions)).or(() -> Optional.of(USUAL)),
                owner.or(() -> replaced.map(PosixFileAttributes::owner)),
                group.or(() -> replaced.map(PosixFileAttributes::group)));
    }

    /** Whether a file has them. */
    boolean match(PosixFileAttributes file) {
        return mode.filter(m -> !m.equals(file.permissions())).isEmpty()
                && owner.filter(o -> !o.equals(file.owner())).isEmpty()
                && group.filter(g -> !g.equals(file.group())).isEmpty();
    }

    /** Gives them to a file. What it has already is not set, since that may be forbidden. */
    void give(PosixFileAttributeView file) throws IOException {
        PosixFileAttributes has = file.readAttributes();
        if (owner.isPresent() && !owner.get().equals(has.owner())) {
            attempt("owner " + owner.get().getName(), () -> file.setOwner(owner.get()));
        }
        if (group.isPresent() && !group.get().equals(has.group())) {
            attempt("group " + group.get().getName(), () -> file.setGroup(group.get()));
        }
        if (mode.isPresent()) {
            file.setPermissions(mode.get());
        }
    }

    private static void attempt(String what, Step step) throws IOException {
        try {
            step.take();
        } catch (IOException e) {
            throw new IOException(
                    "it cannot get " + what + " (" + Reason.of(e) + "); set another, or run the daemon as root", e);
        }
    }

    private interface Step {
        void take() throws IOException;
    }
}
