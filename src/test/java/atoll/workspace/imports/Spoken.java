package atoll.workspace.imports;

import java.util.List;
import java.util.stream.Stream;

/** A report as a test reads it: what there is to say, without the words of the program. */
final class Spoken implements ReportWords {
  static final ReportWords WORDS = new Spoken();

  private Spoken() {}

  @Override
  public String title(String source) {
    return "Import of " + source;
  }

  @Override
  public List<String> lines(ImportReport report) {
    return Stream.concat(report.changed().stream(), report.left().stream())
        .map(entry -> "- " + entry)
        .toList();
  }
}
