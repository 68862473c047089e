package atoll.ui.live;

import atoll.crdt.Frontier;
import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What the fuzzer reaches of this package. */
public final class LiveReaders {
  private LiveReaders() {}

  /** Reads all that a message of a tab may carry. */
  public static void message(String text) throws RejectedException {
    JsonNode message;
    try {
      message = Messages.JSON.readTree(text);
    } catch (JacksonException e) {
      throw new RejectedException(Reason.MALFORMED, "a message that is not JSON");
    }
    DeltaJson.write(DeltaJson.read(message.path("delta"), message.path("first")));
    Looks.change(message);
    HeadPatch.read(message.path("head"));
    Frontier.parseText(message.path("base").asString(""));
  }
}
