package atoll.app.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
      List<Txn> txns = new ArrayList<>();
      for (JsonNode txn : root.path("txns")) {
        txns.add(txn(txn));
      }
      String bare = name.replaceFirst("\\.json(\\.gz)?$", "");
      return new Trace(
          bare,
          concurrent,
          root.path("numAgents").asInt(1),
          txns,
          root.path("endContent").asString());
    }
  }

  private static Txn txn(JsonNode node) {
    int[] parents = new int[node.path("parents").size()];
    for (int i = 0; i < parents.length; i++) {
      parents[i] = node.path("parents").get(i).asInt();
    }
    List<Edit> edits = new ArrayList<>();
    for (JsonNode patch : node.path("patches")) {
      edits.add(
          new Edit(patch.get(0).asInt(), patch.get(1).asInt(), patch.get(2).asString()));
    }
    return new Txn(node.path("agent").asInt(0), parents, edits);
  }
}
