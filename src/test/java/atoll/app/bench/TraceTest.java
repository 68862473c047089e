package atoll.app.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.crdt.Change;
import atoll.crdt.ContainerId;
import atoll.crdt.Document;
import atoll.crdt.Draft;
import atoll.crdt.Frontier;
import atoll.crdt.Kind;
import atoll.crdt.OpId;
import atoll.crdt.ReplicaId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.ObjectMapper;

/** Traces that are odd and still what the description of the format allows. */
class TraceTest {
  private static final ContainerId TEXT = ContainerId.root(Kind.TEXT, "t");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir
  private Path folder;

  @Test
  void emptyTransactions_passOnWhatTheyWereMadeOn() throws Exception {
    Map<String, Object> figures = run("""
        {"kind": "concurrent", "endContent": "abcd!", "numAgents": 3, "txns": [
          {"parents": [], "agent": 0, "patches": []},
          {"parents": [0], "agent": 0, "patches": [[0, 0, "ab"]]},
          {"parents": [1], "agent": 1, "patches": [[2, 0, "c"]]},
          {"parents": [1], "agent": 2, "patches": []},
          {"parents": [2, 3], "agent": 2, "patches": [[0, 0, ""]]},
          {"parents": [2, 3, 4], "agent": 0, "patches": [[3, 0, "d"]]},
          {"parents": [4, 5], "agent": 1, "patches": [[4, 0, "!"], [0, 0, "?"], [0, 1, ""]]},
          {"parents": [6], "agent": 1, "patches": []}]}""");
    assertEquals(4, figures.get("txns"));
  }

  @Test
  void agentsWithNames_areWriters() throws Exception {
    run("""
        {"kind": "concurrent", "endContent": "xyz", "numAgents": 2, "txns": [
          {"parents": [], "agent": "ann", "patches": [[0, 0, "x", "2023-11-22T04:49:00+00:00"]]},
          {"parents": [0], "agent": "ben", "patches": [[1, 0, "y"]]},
          {"parents": [1], "agent": "ann", "patches": [[2, 0, "z"]]}]}""");
  }

  @Test
  void aTraceThatBeginsWithSomething_goesOnFromThere() throws Exception {
    Map<String, Object> figures = run("""
        {"startContent": "abc", "endContent": "axc", "txns": [{"patches": [[1, 1, "x"]]}]}""");
    assertEquals(2, figures.get("edits"));
    run("""
        {"kind": "concurrent", "startContent": "abc", "endContent": "axcd", "txns": [
          {"parents": [], "agent": 0, "patches": [[1, 1, "x"]]},
          {"parents": [], "agent": 1, "patches": [[3, 0, "d"]]}]}""");
  }

  /** The description counts characters of Unicode. */
  @Test
  void positionsInCharactersOfUnicode_areTaken() throws Exception {
    run("""
        {"startContent": "", "endContent": "a😀z🏝y", "txns": [
          {"patches": [[0, 0, "a😀b🏝"], [2, 1, "z"]]}, {"patches": [[4, 0, "y"]]}]}""");
    run("""
        {"kind": "concurrent", "endContent": "a😀z🏝y", "txns": [
          {"parents": [], "agent": 0, "patches": [[0, 0, "a😀b🏝"]]},
          {"parents": [0], "agent": 0, "patches": [[2, 1, "z"]]},
          {"parents": [0], "agent": 1, "patches": [[4, 0, "y"]]}]}""");
  }

  /** The peers in JavaScript count units of UTF-16. */
  @Test
  void positionsInUnitsOfUtf16_areTakenToo() throws Exception {
    run("""
        {"startContent": "", "endContent": "a😀z🏝y", "txns": [
          {"patches": [[0, 0, "a😀b🏝"], [3, 1, "z"]]}, {"patches": [[6, 0, "y"]]}]}""");
    run("""
        {"kind": "concurrent", "endContent": "a😀z🏝y", "txns": [
          {"parents": [], "agent": 0, "patches": [[0, 0, "a😀b🏝"]]},
          {"parents": [0], "agent": 0, "patches": [[3, 1, "z"]]},
          {"parents": [0], "agent": 1, "patches": [[6, 0, "y"]]}]}""");
  }

  @Test
  void aParentThatComesLater_isRefused() {
    assertThrows(IllegalArgumentException.class, () -> run("""
        {"kind": "concurrent", "endContent": "x", "txns": [
          {"parents": [1], "agent": 0, "patches": [[0, 0, "x"]]}]}"""));
  }

  @Test
  void anotherTextAtTheEnd_isRefused() {
    assertThrows(IllegalStateException.class, () -> run("""
        {"startContent": "", "endContent": "y", "txns": [{"patches": [[0, 0, "x"]]}]}"""));
  }

  /** A writer for each transaction, up to forty branches at a time, merges of up to six of them, insertions at one place. */
  @Test
  void manyBranches_endAsTheEngineMerges() throws Exception {
    for (long seed = 1; seed <= 3; seed++) {
      String trace = branching(new Random(seed));
      assertEquals(1500, run(trace).get("txns"));
    }
  }

  private static String branching(Random random) throws Exception {
    Document document = Document.create(new ReplicaId(-2));
    List<Integer> heads = new ArrayList<>();
    List<OpId> ends = new ArrayList<>();
    StringBuilder txns = new StringBuilder();
    for (int i = 0; i < 1500; i++) {
      List<Integer> parents = new ArrayList<>();
      if (i == 1499 || heads.size() > 40 || i > 0 && random.nextInt(8) == 0) {
        int count = i == 1499 ? heads.size() : Math.min(heads.size(), 6);
        for (int j = 0; j < count; j++) {
          Collections.swap(heads, random.nextInt(heads.size()), heads.size() - 1);
          parents.add(heads.removeLast());
        }
      } else if (i > 0) {
        boolean branches = random.nextInt(3) == 0;
        int parent = branches ? random.nextInt(i) : heads.get(random.nextInt(heads.size()));
        heads.removeIf(head -> head == parent);
        parents.add(parent);
      }
      heads.add(i);
      parents.sort(null);
      Frontier on = Frontier.of(parents.stream().map(ends::get).toList());
      int length = document.at(on).text(TEXT).length();
      int at = random.nextInt(4) == 0 ? random.nextInt(length + 1) : Math.min(1, length);
      int deleted = random.nextInt(3) == 0 ? Math.min(2, length - at) : 0;
      Draft draft = document.draftAt(on);
      draft.delete(TEXT, at, deleted);
      draft.insert(TEXT, at, "w" + i % 10);
      Change change = new Change(new ReplicaId(i + 1L), 0, on, 0, draft.change().ops());
      ends.add(change.lastId());
      document.commit(document.plan(List.of(change)));
      txns.append(i == 0 ? "" : ",")
          .append("{\"parents\":" + parents + ",\"agent\":" + i + ",\"patches\":[[" + at + ","
              + deleted + ",\"w" + i % 10 + "\"]]}");
    }
    return "{\"kind\":\"concurrent\",\"numAgents\":1500,\"endContent\":\"" + document.text(TEXT)
        + "\",\"txns\":[" + txns + "]}";
  }

  private Map<String, Object> run(String json) throws Exception {
    Path file = folder.resolve("odd.json");
    Files.writeString(file, json);
    Map<String, Object> figures = new Bench(read(file), 0.001).run();
    assertTrue(figures.containsKey("load_ms"));
    return figures;
  }

  private static Trace read(Path file) throws IOException {
    return Trace.read(file, JSON);
  }
}
