package atoll.ui.shell;

import atoll.ui.Words;
import com.vaadin.flow.component.select.Select;

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

  /** A role's name. */
  public static String words(String role) {
    return Words.of("role." + role);
  }
}
