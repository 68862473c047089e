package atoll.store.journal;

import java.util.List;

/** Takes what a journal holds, frame by frame, in order. */
@FunctionalInterface
public interface Replay {
  /**
   * @param at before the frame
   * @param next after it
   */
  void frame(JournalPosition at, JournalPosition next, List<JournalRecord> records);
}
