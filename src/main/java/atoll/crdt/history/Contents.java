package atoll.crdt.history;

import atoll.crdt.ContainerId;
import atoll.crdt.Kind;
import atoll.crdt.View;
import atoll.crdt.counter.CounterState;
import atoll.crdt.list.ListState;
import atoll.crdt.map.MapState;
import atoll.crdt.structure.Structure;
import atoll.crdt.text.TextState;
import atoll.crdt.tree.TreeState;

/** A document at one version, with the states as they are: what drafts are made on. */
public interface Contents extends View {
  @Override
  TextState text(ContainerId id);

  @Override
  MapState map(ContainerId id);

  @Override
  ListState list(ContainerId id);

  @Override
  TreeState tree(ContainerId id);

  /** The state of a container that is not a text; an empty one if nobody has written to it. */
  Structure structure(ContainerId id);

  /** An empty structure of the container's kind. */
  static Structure empty(ContainerId id) {
    return switch (id.kind()) {
      case MAP -> new MapState(id);
      case LIST -> new ListState(id);
      case TREE -> new TreeState(id);
      case COUNTER -> new CounterState(id);
      case TEXT -> throw new IllegalArgumentException("a text is not a structure");
    };
  }

  /** @throws IllegalArgumentException if the container is of another kind */
  static ContainerId of(Kind kind, ContainerId id) {
    if (id.kind() != kind) {
      throw new IllegalArgumentException(id + " is not a " + kind);
    }
    return id;
  }
}
