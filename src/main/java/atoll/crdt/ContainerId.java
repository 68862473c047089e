package atoll.crdt;

/** Names a container of a document. A root is there in every document, empty until somebody writes to it. */
public sealed interface ContainerId {
  Kind kind();

  /** The root of that kind and name. */
  static ContainerId root(Kind kind, String name) {
    return new Root(kind, name);
  }

  /** The container of that kind that belongs to what the operation made: a node, an item, an entry of a map. */
  static ContainerId nested(OpId maker, Kind kind) {
    return new Nested(maker, kind);
  }

  /**
   * A container that needs nobody to make it.
   *
   * <p>In the order of kinds, then of names, so that a map of many whose hashes meet stays fast: names can be chosen so.
   *
   * @param name at most 1024 bytes of UTF-8
   */
  record Root(Kind kind, String name) implements ContainerId, Comparable<Root> {
    @Override
    public int compareTo(Root other) {
      int byKind = kind.compareTo(other.kind);
      return byKind != 0 ? byKind : name.compareTo(other.name);
    }

    @Override
    public String toString() {
      return kind + " " + name;
    }
  }

  /** A container of something that an operation made. In the order of these, then of kinds, as it is with roots. */
  record Nested(OpId maker, Kind kind) implements ContainerId, Comparable<Nested> {
    @Override
    public int compareTo(Nested other) {
      int byMaker = maker.compareTo(other.maker);
      return byMaker != 0 ? byMaker : kind.compareTo(other.kind);
    }

    @Override
    public String toString() {
      return kind + " of " + maker;
    }
  }
}
