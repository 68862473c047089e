package atoll.ui.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import atoll.crdt.RejectedException;
import atoll.crdt.Value;
import atoll.workspace.page.Delta;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.MissingNode;

class DeltaJsonTest {
  @Test
  void everyKindOfPart_isReadAndWrittenTheSame() throws RejectedException {
    String json =
        "[3,\"ab\",-2,[\"c\",{\"bold\":true}],[1,{\"indent\":2,\"link\":null,\"type\":\"task\"}]]";
    Delta delta = DeltaJson.read(Messages.JSON.readTree(json), MissingNode.getInstance());
    assertEquals(
        List.of(
            new Delta.Keep(3, new TreeMap<>()),
            new Delta.Insert("ab", new TreeMap<>()),
            new Delta.Delete(2),
            new Delta.Insert("c", new TreeMap<>(Map.of("bold", Value.of(true)))),
            new Delta.Keep(
                1,
                new TreeMap<>(
                    Map.of("indent", Value.of(2), "link", Value.NULL, "type", Value.of("task"))))),
        delta.parts());
    assertEquals(json, DeltaJson.write(delta).toString());
  }

  @Test
  void whatIsNoDelta_isRejected() {
    for (String json : List.of(
        "{}",
        "\"x\"",
        "[0]",
        "[\"\"]",
        "[1.5]",
        "[null]",
        "[[]]",
        "[[-1,{\"a\":true}]]",
        "[[1,2]]",
        "[[1,{\"a\":[]}]]",
        "[-2147483648]",
        "[99999999999]",
        "[true]",
        "[[1,{\"a\":1.5}]]")) {
      assertThrows(
          RejectedException.class,
          () -> DeltaJson.read(Messages.JSON.readTree(json), MissingNode.getInstance()),
          json);
    }
  }
}
