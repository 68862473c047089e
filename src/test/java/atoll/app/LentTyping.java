package atoll.app;

import atoll.crdt.Frontier;
import atoll.workspace.Node;
import atoll.workspace.NodeId;
import atoll.workspace.Workspace;
import atoll.workspace.funnel.Origin;
import atoll.workspace.page.Delta;
import atoll.workspace.page.PageChange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** Types the time of this machine into a page, and hears how long the words of others were on their way. */
final class LentTyping {
  private final Workspace workspace;
  private final List<String> heard = Collections.synchronizedList(new ArrayList<>());

  LentTyping(Workspace workspace) {
    this.workspace = workspace;
  }

  /** Hears all pages that are there now. */
  String listen() {
    List<Node> nodes = workspace.tree().state().walk();
    nodes.forEach(node ->
        workspace.pages().open(node.id().document(), "listens", Optional.empty(), this::changed));
    return String.valueOf(nodes.size());
  }

  /** Keys at an even pace into the page of that title, each a step of its own. */
  String type(String title, int perSecond, int seconds) {
    NodeId node = workspace.tree().state().walk().stream()
        .filter(each -> each.title().equals(title))
        .findFirst()
        .orElseThrow()
        .id();
    Frontier version = workspace.pages().state(node.document()).version();
    int length = 0;
    long begin = System.nanoTime();
    for (int i = 0; i < perSecond * seconds; i++) {
      long due = begin + i * TimeUnit.SECONDS.toNanos(1) / perSecond;
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      List<Delta.Part> parts = new ArrayList<>();
      if (length > 0) {
        parts.add(new Delta.Keep(length, new TreeMap<>()));
      }
      String word = System.nanoTime() + ";";
      parts.add(new Delta.Insert(word, new TreeMap<>()));
      length += word.length();
      version = workspace
          .pages()
          .edit(node.document(), version, new Delta(parts, new TreeMap<>()), Optional.empty())
          .join()
          .after();
    }
    return "typed";
  }

  /** What was heard: of each word when it was typed and how many microseconds it was on its way. */
  String heard() {
    synchronized (heard) {
      return heard.stream().collect(Collectors.joining(";"));
    }
  }

  private void changed(PageChange change) {
    long now = System.nanoTime();
    if (change.origin() instanceof Origin.Local) {
      return;
    }
    for (Delta.Part part : change.delta().parts()) {
      if (part instanceof Delta.Insert insert) {
        for (String word : insert.chars().split(";", -1)) {
          if (!word.isEmpty()) {
            heard.add(word + "=" + (now - Long.parseLong(word)) / 1_000);
          }
        }
      }
    }
  }
}
