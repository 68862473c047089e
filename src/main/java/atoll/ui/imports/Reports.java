package atoll.ui.imports;

import atoll.ui.Words;
import atoll.workspace.bundle.Brought;
import atoll.workspace.imports.ImportReport;
import atoll.workspace.imports.Remark;
import atoll.workspace.imports.ReportWords;
import atoll.workspace.markdown.Loss;
import java.util.ArrayList;
import java.util.List;

/** What became of what was brought in, in the words of the program. For any thread. */
public final class Reports implements ReportWords {
  /** The one there is. */
  public static final ReportWords WORDS = new Reports();

  private Reports() {}

  @Override
  public String title(String source) {
    return Words.of("report.title", source);
  }

  @Override
  public List<String> lines(ImportReport report) {
    List<String> lines = new ArrayList<>();
    lines.add(Words.of("report.carried", report.pages(), report.files()));
    if (report.already() > 0) {
      lines.add(Words.of("report.already", report.already()));
    }
    lines.add(Words.of("report.changed", report.changed().size()));
    report.changed().forEach(entry -> lines.add(line(entry)));
    lines.add(Words.of("report.left", report.left().size()));
    report.left().forEach(entry -> lines.add(line(entry)));
    return lines;
  }

  /** What came of a bundle: a line for each thing to know; never empty. */
  public static List<String> lines(Brought brought) {
    List<String> lines = new ArrayList<>();
    if (brought.taken() > 0) {
      lines.add(Words.of("report.bundle.taken", brought.taken()));
    } else if (brought.early() + brought.refused() == 0) {
      lines.add(Words.of("report.bundle.nothing"));
    }
    if (brought.early() > 0) {
      lines.add(Words.of("report.bundle.early", brought.early()));
    }
    if (brought.refused() > 0) {
      lines.add(Words.of("report.bundle.refused", brought.refused()));
    }
    return lines;
  }

  private static String line(ImportReport.Entry entry) {
    return "- " + Words.of("report.entry", entry.path(), of(entry.remark()));
  }

  private static String of(Remark remark) {
    return switch (remark) {
      case Remark.Lost(Loss what) -> of(what);
      case Remark.CutTable(int cells) -> Words.of("report.cut-table", cells);
      case Remark.StaysHere() -> Words.of("report.stays-here");
      case Remark.LeadsElsewhere() -> Words.of("report.leads-elsewhere");
      case Remark.BadName() -> Words.of("report.bad-name");
      case Remark.NotAsked() -> Words.of("report.not-asked");
      case Remark.Unreadable(String why) when why.isEmpty() -> Words.of("report.unreadable");
      case Remark.Unreadable(String why) -> Words.of("report.unreadable.why", why);
      case Remark.TooLarge(long most) -> Words.of("report.too-large", most);
      case Remark.TooMuchText(long most) -> Words.of("report.too-much-text", most);
    };
  }

  private static String of(Loss loss) {
    return switch (loss) {
      case Loss.DeepHeading(int level) -> Words.of("report.deep-heading", level);
      case Loss.InTable(String name) -> Words.of("report.in-table", name);
      case Loss.ImageInText() -> Words.of("report.image-in-text");
      case Loss.ImageOfWeb(String address) -> Words.of("report.image-of-web", address);
      case Loss.LinkToNothing(String target) -> Words.of("report.link-to-nothing", target);
      case Loss.AddressOfLink(String address) -> Words.of("report.address-of-link", address);
    };
  }
}
