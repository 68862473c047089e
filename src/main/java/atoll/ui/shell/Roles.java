package atoll.ui.shell;

import atoll.ui.Words;
import atoll.workspace.Workspace;
import com.vaadin.flow.component.select.Select;
import java.util.Optional;

/** The roles as people choose them. */
public final class Roles {
  /** Says who belongs. */
  public static final String OWNER = "owner";

  private Roles() {}

  /** A choice among all roles. */
  public static Select<String> select(String chosen) {
    Select<String> select = new Select<>();
    select.setItems(OWNER, "editor", "commenter", "viewer");
    select.setItemLabelGenerator(Roles::words);
    select.setValue(chosen);
    return select;
  }

  /**
   * Why pages cannot be changed here: the role in which the person may not, "outside" among them, or "left-branch" before a
   * start that is due; empty if they can. It may change when {@link atoll.workspace.people.People#onChange} says so.
   */
  public static Optional<String> limit(Workspace workspace) {
    if (workspace.hasLeftBranch()) {
      return Optional.of("left-branch");
    }
    return Optional.of(workspace)
        .filter(each -> !each.isOld())
        .map(each -> each.people().role().orElse("outside"))
        .filter(role -> !role.equals(OWNER) && !role.equals("editor"));
  }

  /** A role's name. */
  public static String words(String role) {
    return Words.of("role." + role);
  }
}
