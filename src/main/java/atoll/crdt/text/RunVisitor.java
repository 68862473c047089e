package atoll.crdt.text;

/** Takes entities in the order of a text, told as runs of consecutive lvs. */
@FunctionalInterface
public interface RunVisitor {
  void visit(int lv, int count);
}
