package atoll.ui.live;

import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.crdt.Value;
import atoll.workspace.page.Delta;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A delta as tabs write it: an array of {@code n} keep, {@code -n} delete, {@code "s"} insert, {@code [n, {…}]} keep and
 * set attributes, {@code ["s", {…}]} insert with attributes.
 */
final class DeltaJson {
  private static final int MOST_PARTS = 200_000;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private DeltaJson() {}

  /** @throws RejectedException if the JSON is not a delta */
  static Delta read(JsonNode parts, JsonNode first) throws RejectedException {
    if (!parts.isArray() || parts.size() > MOST_PARTS) {
      throw bad("a delta is an array");
    }
    List<Delta.Part> read = new ArrayList<>();
    for (JsonNode part : parts) {
      read.add(
          part.isArray()
              ? part(part.path(0), attributes(part.path(1)))
              : part(part, new TreeMap<>()));
    }
    return new Delta(
        read, first.isMissingNode() || first.isNull() ? new TreeMap<>() : attributes(first));
  }

  private static Delta.Part part(JsonNode what, SortedMap<String, Value> attributes)
      throws RejectedException {
    if (what.isString() && !what.stringValue().isEmpty()) {
      return new Delta.Insert(what.stringValue(), attributes);
    }
    if (what.isInt() && what.intValue() > 0) {
      return new Delta.Keep(what.intValue(), attributes);
    }
    if (what.isInt()
        && what.intValue() < 0
        && what.intValue() > Integer.MIN_VALUE
        && attributes.isEmpty()) {
      return new Delta.Delete(-what.intValue());
    }
    throw bad("a part of a delta is a number or a text");
  }

  private static SortedMap<String, Value> attributes(JsonNode object) throws RejectedException {
    if (!object.isObject()) {
      throw bad("attributes are an object");
    }
    SortedMap<String, Value> attributes = new TreeMap<>();
    for (Map.Entry<String, JsonNode> e : object.properties()) {
      attributes.put(e.getKey(), value(e.getValue()));
    }
    return attributes;
  }

  private static Value value(JsonNode node) throws RejectedException {
    if (node.isNull()) {
      return Value.NULL;
    }
    if (node.isBoolean()) {
      return Value.of(node.booleanValue());
    }
    if (node.isString()) {
      return Value.of(node.stringValue());
    }
    if (node.isInt()) {
      return Value.of((long) node.intValue());
    }
    throw bad("an attribute is yes, no, a whole number, a text or null");
  }

  /** The parts of a delta; {@link #write(SortedMap)} writes what concerns the first line. */
  static ArrayNode write(Delta delta) {
    ArrayNode parts = NODES.arrayNode();
    for (Delta.Part part : delta.parts()) {
      switch (part) {
        case Delta.Keep(int count, SortedMap<String, Value> set) ->
          add(parts, NODES.numberNode(count), set);
        case Delta.Insert(String chars, SortedMap<String, Value> set) ->
          add(parts, NODES.stringNode(chars), set);
        case Delta.Delete(int count) -> parts.add(-count);
      }
    }
    return parts;
  }

  private static void add(ArrayNode parts, JsonNode what, SortedMap<String, Value> attributes) {
    parts.add(attributes.isEmpty() ? what : NODES.arrayNode().add(what).add(write(attributes)));
  }

  /** Attributes as an object. What no tab of this version understands is left out. */
  static ObjectNode write(SortedMap<String, Value> attributes) {
    ObjectNode object = NODES.objectNode();
    attributes.forEach((key, value) -> {
      switch (value) {
        case Value.Null() -> object.putNull(key);
        case Value.Bool(boolean yes) -> object.put(key, yes);
        case Value.Int(long number) -> object.put(key, number);
        case Value.Text(String text) -> object.put(key, text);
        default -> {
          // Only pages of a newer version hold others.
        }
      }
    });
    return object;
  }

  private static RejectedException bad(String detail) {
    return new RejectedException(Reason.MALFORMED, detail);
  }
}
