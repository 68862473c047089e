package atoll.workspace.imports;

import java.util.List;

/** How a report is told to a person. */
public interface ReportWords {
  /** What the page is called that keeps the report of what came from there. */
  String title(String source);

  /** The whole in lines; those of a list begin with "- ". */
  List<String> lines(ImportReport report);
}
