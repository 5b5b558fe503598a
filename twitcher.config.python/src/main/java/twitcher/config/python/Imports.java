package twitcher.config.python;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import twitcher.config.python.worker.Program;

/** Which modules beside a file it may import, also later, in a function. */
final class Imports {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private Imports() {}

    /** The program with only those modules whose names its text has somewhere, or that of a module it needs. */
    static Program needed(Program program) {
        Map<String, byte[]> needed = new TreeMap<>();
        Deque<byte[]> open = new ArrayDeque<>(Set.of(program.text()));
        while (!open.isEmpty()) {
            Set<String> names = names(open.poll());
            program.modules().forEach((file, text) -> {
                if (names.contains(first(file)) && needed.putIfAbsent(file, text) == null) {
                    open.add(text);
                }
            });
        }
        return new Program(program.file(), program.folder(), program.text(), needed);
    }

    /** The name of a module, or of the package it is in. */
    private static String first(String file) {
        int slash = file.indexOf('/');
        return file.substring(0, slash < 0 ? file.lastIndexOf('.') : slash);
    }

    private static Set<String> names(byte[] text) {
        Set<String> names = new HashSet<>();
        Matcher matcher = NAME.matcher(new String(text, StandardCharsets.ISO_8859_1));
        while (matcher.find()) {
            names.add(matcher.group());
        }
        return names;
    }
}
