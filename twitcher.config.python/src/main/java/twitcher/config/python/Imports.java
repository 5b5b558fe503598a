package twitcher.config.python;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import twitcher.config.python.worker.Program;

/** What a file may import, also later, in a function. */
final class Imports {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern IMPORT = Pattern.compile(
            "^[ \t]*(?:import[ \t]+([\\w., \t]+)|from[ \t]+(\\w[\\w.]*)[ \t]+import\\b)", Pattern.MULTILINE);
    private static final Pattern MODULE = Pattern.compile("[A-Za-z_]\\w*(\\.\\w+)*");
    private static final int MOST = 200;

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

    /** Names of modules that lie elsewhere, which its text and its modules import; at least those that it says plainly. */
    static Set<String> elsewhere(Program program) {
        Set<String> beside = new HashSet<>();
        program.modules().keySet().forEach(file -> beside.add(first(file)));
        Set<String> found = new TreeSet<>();
        imports(program.text(), found);
        program.modules().values().forEach(text -> imports(text, found));
        found.removeIf(name -> name.startsWith("__") || beside.contains(name.split("\\.")[0]));
        return found.stream().limit(MOST).collect(Collectors.toCollection(TreeSet::new));
    }

    private static void imports(byte[] text, Set<String> found) {
        Matcher matcher = IMPORT.matcher(new String(text, StandardCharsets.ISO_8859_1));
        while (matcher.find()) {
            String names = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
            for (String name : names.split(",")) {
                String module = name.strip().split("\\s+")[0];
                if (MODULE.matcher(module).matches()) {
                    found.add(module);
                }
            }
        }
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
