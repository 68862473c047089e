package atoll.ui.live;

import atoll.workspace.Node;
import atoll.workspace.NodeId;
import atoll.workspace.PageLook;
import atoll.workspace.TreeState;
import atoll.workspace.comments.Comment;
import atoll.workspace.comments.CommentThread;
import atoll.workspace.links.Backlink;
import atoll.workspace.people.Person;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The messages about what stands beside a page, as JSON text. */
final class AsideMessages {
  private AsideMessages() {}

  /** @param own tells whether this instance's person wrote a comment */
  static String comments(NodeId page, List<CommentThread> threads, Predicate<Comment> own) {
    ObjectNode message =
        Messages.JSON.createObjectNode().put("t", "comments").put("page", page.toString());
    ArrayNode array = message.putArray("threads");
    for (CommentThread thread : threads) {
      ObjectNode one = array
          .addObject()
          .put("id", thread.id())
          .put("quote", thread.quote())
          .put("resolved", thread.resolved());
      ArrayNode comments = one.putArray("comments");
      for (Comment comment : thread.comments()) {
        comments
            .addObject()
            .put("id", comment.id())
            .put("name", comment.name())
            .put("at", comment.at())
            .put("text", comment.text())
            .put("own", own.test(comment));
      }
    }
    return message.toString();
  }

  /** @param people with their ids, names and roles; who has no name cannot be named */
  static String people(NodeId page, List<Person> people) {
    ObjectNode message =
        Messages.JSON.createObjectNode().put("t", "people").put("page", page.toString());
    ArrayNode array = message.putArray("people");
    people.forEach(person -> array
        .addObject()
        .put("id", person.id())
        .put("name", person.name())
        .put("role", person.role()));
    return message.toString();
  }

  static String look(NodeId page, PageLook look) {
    ObjectNode message =
        Messages.JSON.createObjectNode().put("t", "look").put("page", page.toString());
    write(message, look);
    return message.toString();
  }

  /** A page without a cover has no {@code cover}. */
  static void write(ObjectNode message, PageLook look) {
    message.put("icon", look.icon()).put("wide", look.wide());
    look.cover()
        .ifPresent(cover -> message
            .putObject("cover")
            .put("blob", cover.blob().toString())
            .put("name", cover.name())
            .put("at", cover.at()));
  }

  static String backlinks(TreeState tree, NodeId page, List<Backlink> links) {
    ObjectNode message =
        Messages.JSON.createObjectNode().put("t", "backlinks").put("page", page.toString());
    ArrayNode array = message.putArray("links");
    for (Backlink link : links) {
      array
          .addObject()
          .put("node", link.from().toString())
          .put("title", tree.node(link.from()).map(Node::title).orElse(""))
          .put("line", link.line());
    }
    return message.toString();
  }
}
