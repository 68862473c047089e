package atoll.crdt.text;

import atoll.crdt.Expand;
import atoll.crdt.Value;
import atoll.crdt.structure.Stamp;

/** One setting of one attribute on what lies between two boundaries. The greatest stamp wins where several do. */
public record Mark(Stamp stamp, String key, Value value, Expand expand) {}
