package twitcher.shell.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import twitcher.shell.it.board.Board;

/** How commands are found, called and answered for; by commands of another bundle. */
@Timeout(60)
class ShellIT {
    @TempDir
    static Path directory;

    private static TestFramework daemon;

    @BeforeAll
    static void start() throws Exception {
        daemon = new TestFramework(directory);
    }

    @AfterAll
    static void stop() throws Exception {
        daemon.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"test:echo x", "test echo x", "echo x", "TEST:ECHO x"})
    void aCommandIsFoundByScopeOrWithout(String words) throws Exception {
        assertThat(daemon.run(words.split(" "))).isEqualTo(new Answer(0, "x\n", ""));
    }

    @Test
    void felixCommandsWork() throws Exception {
        Answer answer = daemon.run("lb", "-s");

        assertThat(answer.exit()).isZero();
        assertThat(answer.out()).contains("org.apache.felix.gogo.runtime").contains("twitcher.shell");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b",
                "'",
                "\"",
                "`id`",
                "$(id)",
                "$HOME",
                "${.context}",
                ";echo y",
                "|cat",
                "(lb)",
                "{ lb }",
                "[a]",
                "*",
                "~",
                "\\",
                "a\nb",
                "#",
                "-",
                "--",
                "%(1+1)",
                "!",
                "> /tmp/x",
                "",
                "grüße",
                "\u0007"
            })
    void argumentsAreDataAndNeverScript(String argument) throws Exception {
        assertThat(daemon.run("test:echo", argument).out()).isEqualTo(argument + "\n");
    }

    @Test
    void aDoubledAtIsALiteralOne() throws Exception {
        assertThat(daemon.run("test:echo", "@@x").out()).isEqualTo("@x\n");
    }

    @Test
    void whatIsPrintedReachesTheStreamItWasPrintedTo() throws Exception {
        assertThat(daemon.run("test:both")).isEqualTo(new Answer(0, "to out\n", "to err\n"));
    }

    @Test
    void whatIsReturnedIsPrinted() throws Exception {
        assertThat(daemon.run("test:text").out()).isEqualTo("grüße\n");
        assertThat(daemon.run("test:list").out()).isEqualTo("one\ntwo\n");
    }

    @Test
    void anExceptionIsOneLineAndExit1() throws Exception {
        assertThat(daemon.run("test:fail")).isEqualTo(new Answer(1, "", "twitcher: test fail: the disk is full\n"));
    }

    @Test
    void aBugIsOneLineToo() throws Exception {
        assertThat(daemon.run("test:bug")).isEqualTo(new Answer(1, "", "twitcher: test bug: NullPointerException\n"));
    }

    @Test
    void aTimeoutIsExit4() throws Exception {
        assertThat(daemon.run("test:late").exit()).isEqualTo(4);
    }

    @Test
    void anErrorCodeOfACommandIsPassedOn() throws Exception {
        assertThat(daemon.run("test:coded").exit()).isEqualTo(7);
    }

    @Test
    void aWrongArgumentIsExit2() throws Exception {
        assertThat(daemon.run("test:wrong", "x"))
                .isEqualTo(new Answer(2, "", "twitcher: test wrong: path: must start with '/', was: x\n"));
    }

    @Test
    void wrongArgumentsShowHowItIsUsed() throws Exception {
        assertThat(daemon.run("test:wrong"))
                .isEqualTo(new Answer(
                        2,
                        "",
                        "twitcher: test wrong: wrong arguments; usage: test wrong PATH (see 'help test wrong')\n"));
    }

    @Test
    void anUnknownCommandIsExit2WithASuggestion() throws Exception {
        assertThat(daemon.run("statsu"))
                .isEqualTo(new Answer(2, "", "twitcher: statsu: no such command; did you mean status?\n"));
        assertThat(daemon.run("qqqqqq").err()).contains("'twitcher help' lists them");
    }

    @Test
    void anUnknownCommandOfAScopeListsTheOnesThereAre() throws Exception {
        assertThat(daemon.run("test", "nothing").err())
                .contains("test nothing: no such command")
                .contains("echo");
        assertThat(daemon.run("test").exit()).isEqualTo(2);
    }

    @Test
    void aFileArrivesByteForByte() throws Exception {
        byte[] file = new byte[1_500_000];
        new Random(1).nextBytes(file);

        SocketClient.run(daemon.socket(), 0, Map.of(2, file), "test:take", "name", "@file");

        assertThat(Board.taken).isEqualTo(file);
    }

    @Test
    void anEmptyFileIsAFileToo() throws Exception {
        SocketClient.run(daemon.socket(), 0, Map.of(2, new byte[0]), "test:take", "name", "@file");

        assertThat(Board.taken).isEmpty();
    }

    @Test
    void withoutAFileTheTextIsTaken() throws Exception {
        daemon.run("test:take", "name", "hello");

        assertThat(Board.taken).isEqualTo("text hello".getBytes(UTF_8));
    }

    @Test
    void helpListsEachCommandWithALine() throws Exception {
        assertThat(daemon.run("help").out())
                .contains("watches ")
                .contains("lists the watches")
                .contains("test (");
        assertThat(daemon.run("help", "test").out()).contains("test echo").contains("prints its arguments");
    }

    @Test
    void helpShowsHowACommandIsUsed() throws Exception {
        assertThat(daemon.run("help", "runs").out())
                .startsWith("runs [-o FORMAT] [--no-color] [--failed] [--since TIME] [-n N] [ID]\n")
                .contains("-n, --number N  ");
        assertThat(daemon.run("help", "test", "wrong").out()).startsWith("test wrong PATH\n");
        assertThat(daemon.run("help", "felix:start").out())
                .contains("felix start")
                .contains("--transient");
    }

    @Test
    void helpForNothingIsExit2() throws Exception {
        assertThat(daemon.run("help", "wtches").exit()).isEqualTo(2);
        assertThat(daemon.run("help", "wtches").err()).contains("did you mean watches?");
    }

    @Test
    void manyCommandsAtOnceKeepTheirOutputsApart() throws Exception {
        List<Integer> numbers = IntStream.range(0, 200).boxed().toList();

        assertThat(numbers.parallelStream().map(ShellIT::echoed).toList())
                .isEqualTo(numbers.stream().map(number -> number + "\n").toList());
    }

    private static String echoed(int number) {
        try {
            return daemon.run("test:echo", String.valueOf(number)).out();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
