package atoll.app;

import atoll.crypto.UnsealException;
import atoll.store.StoreException;
import atoll.store.folder.FolderException;
import atoll.ui.Refusals;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/** What a command does with a data folder that is there, running or not. */
@FunctionalInterface
interface DataWork {
  /**
   * Does it.
   *
   * @return what came of it, for a person
   * @throws IOException if it cannot be done; the message is for a person and says what to do
   */
  String in(Path place) throws Exception;

  /** Does it and says what came of it, or why it did not; gives what the process ends with. */
  static int run(DataOption data, DataWork work) throws Exception {
    return data.isThere(System.err) ? make(data, work) : ExitCode.DATA_UNREADABLE.value();
  }

  /** As {@link #run}, with a folder that need not be there yet. */
  static int make(DataOption data, DataWork work) throws Exception {
    PrintStream err = System.err;
    try {
      System.out.println(work.in(data.place()));
      return ExitCode.FINE.value();
    } catch (FolderException | StoreException unusable) {
      err.println(unusable.getMessage());
      return ExitCode.DATA_UNREADABLE.value();
    } catch (UnsealException locked) {
      err.println(locked.getMessage() + " " + Locked.REMEDY);
      return ExitCode.LOCKED.value();
    } catch (IOException failure) {
      err.println(Refusals.of(failure).orElseGet(() -> String.valueOf(failure.getMessage())));
      return ExitCode.FAILED.value();
    }
  }
}
