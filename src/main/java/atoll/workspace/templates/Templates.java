package atoll.workspace.templates;

import atoll.crdt.Frontier;
import atoll.workspace.Node;
import atoll.workspace.NodeId;
import atoll.workspace.PageLook;
import atoll.workspace.TreeService;
import atoll.workspace.funnel.Intent;
import atoll.workspace.markdown.MarkdownReader;
import atoll.workspace.markdown.Targets;
import atoll.workspace.page.Delta;
import atoll.workspace.page.PageBlock;
import atoll.workspace.page.PageCopy;
import atoll.workspace.page.PageFiller;
import atoll.workspace.page.PageService;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes pages like other pages. For any thread but the funnel's; what changes something returns when it is durable. */
public final class Templates {
  private final TreeService tree;
  private final PageService pages;

  public Templates(TreeService tree, PageService pages) {
    this.tree = tree;
    this.pages = pages;
  }

  /** Those of the workspace, in the order of the tree. */
  public List<Template.OfWorkspace> all() {
    List<Template.OfWorkspace> all = new ArrayList<>();
    for (Node node : tree.state().walk()) {
      if (node.template()) {
        all.add(new Template.OfWorkspace(node.id(), node.title(), node.look()));
      }
    }
    return all;
  }

  /**
   * Makes a page, in one entry unless it is very long.
   *
   * @param index its place among the children of the parent that are shown
   */
  public NodeId create(Template template, Optional<NodeId> parent, int index) {
    // Read first: a template that cannot be read leaves no empty page.
    return create(parent, index, template.title(), template.look(), blocks(template));
  }

  /** Makes a page of blocks that were read already; see the other. */
  public NodeId create(
      Optional<NodeId> parent, int index, String title, PageLook look, List<PageBlock> blocks) {
    List<Delta> steps = PageFiller.steps(blocks);
    if (steps.isEmpty()) {
      return tree.create(parent, index, title, look);
    }
    Intent first = PageService.intent(Frontier.EMPTY, steps.getFirst());
    NodeId page = tree.create(parent, index, title, look, first);
    PageFiller.write(pages, page.document(), steps.subList(1, steps.size()));
    return page;
  }

  /** What fills an empty page: a step of whoever has it open, so that it is theirs to take back. */
  public Delta filling(Template template) {
    return PageFiller.whole(blocks(template));
  }

  private List<PageBlock> blocks(Template template) {
    return switch (template) {
      case Template.BuiltIn own -> MarkdownReader.read(own.markdown(), Targets.NONE, false);
      case Template.OfWorkspace own -> PageCopy.blocks(pages.state(own.page().document()));
    };
  }
}
