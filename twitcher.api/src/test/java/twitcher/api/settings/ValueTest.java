package twitcher.api.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ValueTest {
    private static final Location HERE = new Location("f.json", 1, 2);

    @Test
    void plainDataComesBackAsItWas() {
        Map<String, Object> plain = Map.of(
                "text",
                "a",
                "flag",
                true,
                "whole",
                7L,
                "part",
                new BigDecimal("0.5"),
                "list",
                List.of("x", List.of(1L), Map.of("y", false)),
                "huge",
                new BigDecimal("1E+30"));
        assertThat(Value.of(plain, HERE).plain()).isEqualTo(plain);
    }

    @Test
    void everythingStandsWhereItIsSaid() {
        Value.Fields fields = (Value.Fields) Value.of(Map.of("a", List.of(1)), HERE);
        assertThat(fields.fields().get(0).keyAt()).isEqualTo(HERE);
        assertThat(((Value.Items) fields.fields().get(0).value()).items().get(0).at())
                .isEqualTo(HERE);
    }

    @Test
    void wholeNumbersAreLongsHoweverWritten() {
        for (Object five : List.of(5, 5L, 5.0, new BigDecimal("5.00"), new BigDecimal("0.5E1"))) {
            assertThat(Value.of(five, HERE).plain()).isEqualTo(5L);
        }
    }

    @Test
    void numbersBeyondALongStayWhatTheyAre() {
        BigDecimal beyond = BigDecimal.valueOf(Long.MAX_VALUE).add(BigDecimal.ONE);
        assertThat(Value.of(beyond, HERE).plain()).isEqualTo(beyond);
        assertThat(Value.of(BigDecimal.valueOf(Long.MIN_VALUE), HERE).plain()).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void fieldsThatAreNullAreLeftOut() {
        Value.Field field = new Value.Field("a", HERE, new Value.Nothing(HERE));
        assertThat(new Value.Fields(List.of(field), HERE).plain()).isEmpty();
    }

    @Test
    void nullInAListIsNoPlainData() {
        Value.Items items = new Value.Items(List.of(new Value.Nothing(HERE)), HERE);
        assertThatIllegalArgumentException().isThrownBy(items::plain);
        assertThatIllegalArgumentException().isThrownBy(() -> Value.of(Arrays.asList(1, null), HERE));
    }

    @Test
    void keyGivenTwiceIsNoPlainData() {
        Value.Field field = new Value.Field("a", HERE, new Value.Flag(true, HERE));
        Value.Fields fields = new Value.Fields(List.of(field, field), HERE);
        assertThatIllegalArgumentException().isThrownBy(fields::plain).withMessage("a: given twice");
    }

    @Test
    void otherObjectsAreNoPlainData() {
        assertThatIllegalArgumentException().isThrownBy(() -> Value.of(Map.of(1, "x"), HERE));
        assertThatIllegalArgumentException().isThrownBy(() -> Value.of(HERE, HERE));
    }

    @Test
    void plainDataCannotBeAltered() {
        Object plain = Value.of(Map.of("a", List.of(1)), HERE).plain();
        assertThat(plain).isInstanceOfSatisfying(Map.class, map -> {
            assertThat(catchThrowable(map::clear)).isInstanceOf(UnsupportedOperationException.class);
            assertThat(catchThrowable(((List<?>) map.get("a"))::clear))
                    .isInstanceOf(UnsupportedOperationException.class);
        });
    }

    @Test
    void placesAreInTheOrderOfTheFile() {
        assertThat(new Location("f", 2, 1))
                .isGreaterThan(new Location("f", 1, 9))
                .hasToString("f:2:1");
        assertThat(new Location("f", 2, 0)).isLessThan(new Location("f", 2, 1)).hasToString("f:2");
        assertThat(new Location("f", 0, 0)).hasToString("f");
        assertThat(new Problem(Location.NONE, "a: b")).hasToString("a: b");
        assertThat(new Problem(HERE, "a: b")).hasToString("f.json:1:2: a: b");
    }
}
