package atoll.app;

import atoll.store.StoreException;
import atoll.store.folder.DataFolder;
import atoll.store.folder.FolderException;
import atoll.store.h2.Doctor;
import atoll.store.h2.Examination;
import atoll.store.h2.Finding;
import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code atoll doctor}: looks whether everything in a data folder is as it was written, and mends it if told to. */
@Command(
    name = "doctor",
    description = {
      "Reads all of a data folder on which no Atoll runs and says what is damaged.",
      "With --repair it mends that from the journal, the database and the newest backup;"
          + " what is damaged is moved aside, never deleted."
    },
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
  @Mixin
  private final DataOption data = new DataOption();

  @Option(names = "--repair", description = "Mends what was found.")
  private boolean repair;

  @Override
  public Integer call() {
    return run(System.out, System.err).value();
  }

  private ExitCode run(PrintStream out, PrintStream err) {
    if (!data.isThere(err)) {
      return ExitCode.DATA_UNREADABLE;
    }
    try (DataFolder folder = DataFolder.open(data.place())) {
      Examination found = repair ? Doctor.mend(folder) : Doctor.examine(folder);
      return tell(found, out);
    } catch (FolderException.InUse inUse) {
      err.println(inUse.getMessage());
      err.println("Stop it first: the doctor needs the data folder for itself.");
      return ExitCode.DATA_IN_USE;
    } catch (FolderException | StoreException unusable) {
      err.println(unusable.getMessage());
      return ExitCode.DATA_UNREADABLE;
    } catch (IOException failure) {
      err.println("The data in " + data.place() + " could not be read (" + failure.getMessage()
          + "). Look whether the disk is well, or restore a backup into a new folder with"
          + " \"atoll restore FILE --data DIR\".");
      return ExitCode.DATA_UNREADABLE;
    }
  }

  private ExitCode tell(Examination found, PrintStream out) {
    out.println(
        found.entries() + " entries in " + found.frames() + " frames of the journal were read.");
    found.findings().forEach(finding -> out.println(finding.detail()));
    if (found.isSound()) {
      out.println("Everything is as it was written.");
      return ExitCode.FINE;
    }
    if (found.mended().isPresent()) {
      return tell(found, found.mended().get(), out);
    }
    boolean canMend = found.findings().stream().anyMatch(each -> each.kind().isMendable());
    out.println(
        canMend
            ? "Nothing was changed. Run \"atoll doctor --repair --data " + data.place() + "\"."
            : "Nothing here can mend that; the other devices of the workspace still have it, so"
                + " meet them, or restore a backup.");
    return ExitCode.DATA_UNREADABLE;
  }

  private static ExitCode tell(Examination found, Examination.Mending mended, PrintStream out) {
    out.println("Mended: " + mended.entries() + " entries are in the store now.");
    mended.kept().forEach(file -> out.println("What was damaged is kept in " + file + "."));
    if (mended.lost() > 0) {
      out.println(mended.lost() + " entries were found that follow nothing and could not be taken;"
          + " the other devices of the workspace bring them back when they are met.");
    }
    boolean isWhole =
        found.findings().stream().map(Finding::kind).allMatch(Finding.Kind::isMendable)
            && mended.lost() == 0;
    return isWhole ? ExitCode.FINE : ExitCode.DATA_UNREADABLE;
  }
}
