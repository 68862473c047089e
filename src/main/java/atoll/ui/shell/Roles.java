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

  /** The role in which the person may not change pages, "outside" among them; empty in a role that may. */
  public static Optional<String> limit(Workspace workspace) {
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
