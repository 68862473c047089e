package atoll.app.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * A recorded editing history.
 *
 * @param agents writers; 1 for a sequential trace
 * @param end the text at the end
 */
record Trace(String name, boolean concurrent, int agents, List<Txn> txns, String end) {
  /** The numbers of writers with names begin here. */
  private static final int NAMED = 1 << 20;

  /** Who wrote what a trace begins with. */
  private static final int STARTER = 1 << 30;

  /** Edits that were made together, on what the parents had. */
  record Txn(int agent, int[] parents, List<Edit> edits) {}

  /** Takes {@code deleted} characters out at {@code at} and puts others in. */
  record Edit(int at, int deleted, String inserted) {}

  /** Reads JSON, deflated if the name ends so. */
  static Trace read(Path file, ObjectMapper json) throws IOException {
    String name = file.getFileName().toString();
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = name.endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
      JsonNode root = json.readTree(in);
      boolean concurrent = "concurrent".equals(root.path("kind").asString(""));
      String start = root.path("startContent").asString("");
      List<Txn> txns = new ArrayList<>();
      if (!start.isEmpty()) {
        txns.add(new Txn(STARTER, new int[0], List.of(new Edit(0, 0, start))));
      }
      Map<String, Integer> names = new HashMap<>();
      for (JsonNode txn : root.path("txns")) {
        txns.add(txn(txn, names, !start.isEmpty()));
      }
      String bare = name.replaceFirst("\\.json(\\.gz)?$", "");
      return new Trace(
          bare,
          concurrent,
          root.path("numAgents").asInt(1),
          txns,
          root.path("endContent").asString(""));
    }
  }

  /** Whether characters beyond those of one unit of UTF-16 are in it, so that it matters what positions count. */
  boolean hasSurrogates() {
    return txns.stream()
        .flatMap(txn -> txn.edits().stream())
        .anyMatch(edit -> edit.inserted().chars().anyMatch(c -> Character.isSurrogate((char) c)));
  }

  /** Edits that count characters of Unicode, as they are in units of UTF-16; {@code text} follows them. */
  static List<Edit> utf16(List<Edit> edits, StringBuilder text) {
    List<Edit> units = new ArrayList<>(edits.size());
    for (Edit edit : edits) {
      int at = text.offsetByCodePoints(0, edit.at());
      int end = text.offsetByCodePoints(at, edit.deleted());
      text.replace(at, end, edit.inserted());
      units.add(new Edit(at, end - at, edit.inserted()));
    }
    return units;
  }

  /** @param follows whether there is a transaction more before all others */
  private static Txn txn(JsonNode node, Map<String, Integer> names, boolean follows) {
    int[] parents = new int[node.path("parents").size()];
    for (int i = 0; i < parents.length; i++) {
      parents[i] = node.path("parents").get(i).asInt() + (follows ? 1 : 0);
    }
    if (follows && parents.length == 0) {
      parents = new int[1];
    }
    List<Edit> edits = new ArrayList<>();
    for (JsonNode patch : node.path("patches")) {
      edits.add(
          new Edit(patch.path(0).asInt(), patch.path(1).asInt(0), patch.path(2).asString("")));
    }
    JsonNode agent = node.path("agent");
    return new Txn(
        agent.isString()
            ? names.computeIfAbsent(agent.asString(), name -> NAMED + names.size())
            : agent.asInt(0),
        parents,
        edits);
  }
}
