package twitcher.launcher.log;

/** The little of JSON that a log line needs. */
final class Json {
    private Json() {}

    /** Appends {@code "name":"value"}. */
    static void member(StringBuilder json, String name, String value) {
        string(json, name);
        string(json.append(':'), value);
    }

    private static void string(StringBuilder json, String value) {
        json.append('"');
        value.chars().forEach(c -> character(json, (char) c));
        json.append('"');
    }

    private static void character(StringBuilder json, char c) {
        switch (c) {
            case '"' -> json.append("\\\"");
            case '\\' -> json.append("\\\\");
            case '\n' -> json.append("\\n");
            case '\r' -> json.append("\\r");
            case '\t' -> json.append("\\t");
            default -> {
                if (mustBeEscaped(c)) {
                    json.append(String.format("\\u%04x", (int) c));
                } else {
                    json.append(c);
                }
            }
        }
    }

    private static boolean mustBeEscaped(char c) {
        return Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
    }
}
