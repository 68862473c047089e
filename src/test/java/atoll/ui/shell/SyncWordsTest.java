package atoll.ui.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.workspace.SyncState;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SyncWordsTest {
  @Test
  void neverShared_isOnlyHere() {
    assertEquals("Only on this device", words(SyncState.PRIVATE, false));
  }

  @Test
  void reached_saysHowMany() {
    assertEquals("Connected to 1 other", words(shared(1, 0), false));
    assertEquals("Connected to 2 others", words(shared(2, 0), false));
  }

  @Test
  void nobodyReached_worksAlone() {
    assertEquals("Working alone; looking for others", words(shared(0, 0), false));
  }

  @Test
  void nobodyReachedAndNoPages_isJoining() {
    assertEquals("Joining", words(shared(0, 0), true));
  }

  @Test
  void behind_saysHowFar() {
    assertEquals("Catching up: 120 to go", words(shared(1, 120), false));
    assertEquals("Catching up: 12,000 to go", words(shared(1, 12_000), true));
  }

  @Test
  void fork_isToldWithItsLog_andAFaultInItsOwnWords() {
    String told = SyncWords.words(new SyncState.Problem.Fork("12ab"));
    assertTrue(told.contains("(12ab)"), told);
    assertEquals("no room", SyncWords.words(new SyncState.Problem.Fault("no room")));
  }

  private static SyncState shared(int peers, long behind) {
    return new SyncState(true, peers, peers == 0, behind, List.of());
  }

  private static String words(SyncState state, boolean empty) {
    return SyncWords.of(state, empty).words(state);
  }
}
