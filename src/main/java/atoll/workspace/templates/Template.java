package atoll.workspace.templates;

import atoll.workspace.NodeId;
import atoll.workspace.PageLook;

/** What a page can be made like. */
public sealed interface Template {
  /** What pages made of it are called at first. */
  String title();

  /** How pages made of it look. */
  PageLook look();

  /** A page of the workspace that somebody made a template; pages are made like it as it is at that moment. */
  record OfWorkspace(NodeId page, String title, PageLook look) implements Template {}

  /**
   * One that comes with the program.
   *
   * @param markdown the page below its title
   */
  record BuiltIn(String title, PageLook look, String markdown) implements Template {}
}
