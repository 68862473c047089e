package atoll.workspace;

import java.util.List;

/** Nobody else is ever there. */
public final class NoMeeting implements Meeting {
  @Override
  public Met open(Wish wish) {
    throw new IllegalStateException("this test shares nothing: " + List.of(wish.workspace()));
  }
}
