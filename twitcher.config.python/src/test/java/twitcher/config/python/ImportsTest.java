package twitcher.config.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import twitcher.config.python.worker.Program;

/** What a text imports, as far as that can be seen without running it. */
final class ImportsTest {
    private static Program program(String text, Map<String, String> modules) {
        Map<String, byte[]> bytes = new TreeMap<>();
        modules.forEach((name, module) -> bytes.put(name, module.getBytes(StandardCharsets.UTF_8)));
        return new Program("test.twc", "/", text.getBytes(StandardCharsets.UTF_8), bytes);
    }

    @Test
    void everyFormOfImportIsSeen() {
        String text = """
                import os, sys as system
                from urllib2 import urlopen
                import xml.dom.minidom
                from __future__ import with_statement
                def f():
                \timport json # late
                # import no
                text = 'import neither'
                """;
        assertThat(Imports.elsewhere(program(text, Map.of())))
                .containsExactlyInAnyOrder("os", "sys", "urllib2", "xml.dom.minidom", "json");
    }

    @Test
    void whatLiesBesideIsNotElsewhere() {
        Program program = program(
                "import helper\nfrom package.inner import x\n",
                Map.of("helper.py", "import socket\n", "package/inner.py", "import re\nfrom . import other\n"));
        assertThat(Imports.elsewhere(program)).containsExactlyInAnyOrder("socket", "re");
    }

    @Test
    void modulesThatAreNotMentionedAreLeftOut() {
        Program program = program("import one\n", Map.of("one.py", "import two", "two.py", "", "three.py", ""));
        assertThat(Imports.needed(program).modules()).containsOnlyKeys("one.py", "two.py");
    }
}
