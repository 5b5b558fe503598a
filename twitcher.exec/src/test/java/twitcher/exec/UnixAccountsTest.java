package twitcher.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.Test;

class UnixAccountsTest {
    private final UnixAccounts accounts = new UnixAccounts();

    @Test
    void unknownNamesAreProblems() {
        assertThat(accounts.userProblem("no-such-user")).contains("no such user: no-such-user");
        assertThat(accounts.groupProblem("no-such-group")).contains("no such group: no-such-group");
    }

    @Test
    void whatIsNoNameIsAProblemAndIsNotHandedToATool() {
        for (String odd : new String[] {"", "-G", "a b", "a:b", "a\nb", "../x"}) {
            assertThat(accounts.userProblem(odd)).isPresent();
            assertThat(accounts.groupProblem(odd)).isPresent();
        }
        assertThat(accounts.userProblem("4294967295")).contains("user 4294967295: must be 0 to 4294967294");
    }

    @Test
    void theDaemonsOwnUserAndGroupAreNoProblem() {
        SelfStatus self = SelfStatus.read();
        assertThat(accounts.userProblem(String.valueOf(self.uid()))).isEmpty();
        assertThat(accounts.groupProblem(String.valueOf(self.gid()))).isEmpty();
    }

    @Test
    void rootMayTakeAnyUserAndNumber() {
        assumeThat(Who.mayChangeIdentity()).isTrue();
        assertThat(accounts.userProblem("nobody")).isEmpty();
        assertThat(accounts.userProblem("3141592653")).isEmpty();
        assertThat(accounts.groupProblem("daemon")).isEmpty();
        assertThat(accounts.groupProblem("3141592653")).isEmpty();
    }

    @Test
    void anotherDaemonMayTakeOnlyItsOwn() {
        assumeThat(Who.mayChangeIdentity()).isFalse();
        assertThat(accounts.userProblem("root").orElseThrow())
                .contains("the daemon runs as uid")
                .contains("may not start processes as user root");
        assertThat(accounts.groupProblem("root").orElseThrow()).contains("as group root");
    }
}
