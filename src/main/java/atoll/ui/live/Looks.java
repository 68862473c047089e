package atoll.ui.live;

import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.store.blobs.BlobId;
import atoll.workspace.PageLook;
import atoll.workspace.PageLook.Cover;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/** Reads what a tab wants changed in how a page shows itself. */
final class Looks {
  private Looks() {}

  /**
   * The change of a message: {@code icon} (empty for none), {@code wide}, {@code cover} (null for none); what is not named
   * stays.
   *
   * @throws RejectedException if it names an icon or a cover that is none
   */
  static UnaryOperator<PageLook> change(JsonNode message) throws RejectedException {
    JsonNode icon = message.path("icon");
    JsonNode cover = message.path("cover");
    JsonNode wide = message.path("wide");
    String sign = icon.asString("");
    if (!sign.isEmpty() && !PageLook.isIcon(sign)) {
      throw new RejectedException(Reason.MALFORMED, "an icon that is not one sign");
    }
    Optional<Cover> picture = cover.isObject() ? Optional.of(cover(cover)) : Optional.empty();
    return before -> {
      PageLook look = icon.isString() ? before.withIcon(sign) : before;
      look = cover.isObject() || cover.isNull() ? look.withCover(picture) : look;
      return wide.isBoolean() ? look.withWidth(wide.booleanValue()) : look;
    };
  }

  static Cover cover(JsonNode cover) throws RejectedException {
    BlobId blob = BlobId.parse(cover.path("blob").asString(""))
        .orElseThrow(() -> new RejectedException(Reason.MALFORMED, "a cover without bytes"));
    return new Cover(blob, cover.path("name").asString(""), cover.path("at").asInt(0));
  }
}
