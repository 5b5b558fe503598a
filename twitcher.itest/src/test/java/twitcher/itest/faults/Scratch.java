package twitcher.itest.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import twitcher.itest.support.Trees;

/** A folder for the files of one test class; {@code -Dtwitcher.keep=true} leaves it for who looks for a cause. */
final class Scratch implements BeforeAllCallback, AfterAllCallback {
    private Path folder;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        folder = Files.createTempDirectory("twitcher-faults");
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        if (Boolean.getBoolean("twitcher.keep")) {
            System.out.println("kept: " + folder);
        } else {
            Trees.delete(folder);
        }
    }

    Path folder() {
        return folder;
    }
}
