package twitcher.launcher.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class LineFormatTest {
    @Test
    void textHasTimeWithZoneLevelLoggerAndMessage() {
        assertThat(LineFormat.TEXT.line(event("ran in 3 ms")))
                .matches(
                        "2026-01-3[01]T\\d\\d:\\d\\d:00\\.123[+-]\\d\\d:\\d\\d INFO  \\[engine\\.Lanes\\] ran in 3 ms");
    }

    @Test
    void syslogGetsNeitherTimeNorLevel() {
        assertThat(LineFormat.TEXT.undated(event("ran"))).isEqualTo("[engine.Lanes] ran");
    }

    @Test
    void anEventIsOneLineWhateverItsMessageHolds() {
        LogRecord event = event("a\nb\rc\td\u001b[31me\u2028f");
        event.setThrown(new IllegalStateException("first\nsecond", new RuntimeException("cause")));

        assertThat(LineFormat.TEXT.line(event))
                .matches("[^\\p{Cntrl}\u2028]*")
                .contains("a\\nb\\rc\\td\\u001b[31me\\u2028f");
        assertThat(LineFormat.JSON.line(event)).matches("[^\\p{Cntrl}\u2028]*");
    }

    @Test
    void aBugIsToldWithItsStackInTheSameLine() {
        LogRecord event = event("broken");
        event.setThrown(new IllegalStateException("words", new RuntimeException("cause")));

        assertThat(LineFormat.TEXT.line(event))
                .contains("broken | java.lang.IllegalStateException: words | at twitcher.launcher.log.LineFormatTest.")
                .contains(" | Caused by: java.lang.RuntimeException: cause | ");
    }

    @Test
    void whatALibraryThrowsIsToldWithoutItsStack() {
        LogRecord event = event("cannot connect");
        event.setLoggerName("org.library.Client");
        event.setThrown(new IllegalStateException("refused", new RuntimeException("cause")));

        assertThat(LineFormat.TEXT.undated(event))
                .isEqualTo("[org.library.Client] cannot connect | java.lang.IllegalStateException: refused"
                        + " | java.lang.RuntimeException: cause");
    }

    @Test
    void whatALineIsAboutIsFieldsOfTheirOwnInJsonOnly() {
        LogRecord event;
        MDC.put("run", "r1");
        MDC.put("znode", "/a \"b\"");
        MDC.put("level", "not this one");
        try {
            event = DetailedRecord.of(event("web.json:it ran"));
        } finally {
            MDC.clear();
        }

        assertThat(LineFormat.JSON.line(event))
                .contains("\"level\":\"info\"")
                .endsWith("\"message\":\"web.json:it ran\",\"run\":\"r1\",\"znode\":\"/a \\\"b\\\"\"}");
        assertThat(LineFormat.TEXT.line(event)).endsWith("INFO  [engine.Lanes] web.json:it ran");
        assertThat(DetailedRecord.of(event("next"))).isNotInstanceOf(DetailedRecord.class);
    }

    @Test
    void jsonHasTheSameFieldsInEachLine() {
        assertThat(LineFormat.JSON.line(event("said \"no\" \\ \n\u0001")))
                .matches("\\{\"time\":\"2026-01-3[01]T[^\"]+\",\"level\":\"info\","
                        + "\"logger\":\"twitcher.engine.Lanes\","
                        + "\"message\":\"said \\\\\"no\\\\\" \\\\\\\\ \\\\n\\\\u0001\"}");
    }

    @Test
    void jsonHasAnErrorWhenSomethingWasThrown() {
        LogRecord event = event("broken");
        event.setThrown(new IllegalStateException("words"));

        assertThat(LineFormat.JSON.line(event)).contains("\"error\":\"java.lang.IllegalStateException: words\\n\\tat ");
    }

    @Test
    void parametersOfTheJdksOwnLoggingAreFilledIn() {
        LogRecord event = event("port {0}");
        event.setParameters(new Object[] {"x"});

        assertThat(LineFormat.TEXT.undated(event)).endsWith("port x");
    }

    private static LogRecord event(String message) {
        LogRecord event = new LogRecord(Level.INFO, message);
        event.setLoggerName("twitcher.engine.Lanes");
        event.setInstant(Instant.parse("2026-01-31T00:00:00.123Z"));
        return event;
    }
}
