package atoll.store.journal;

import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;
import atoll.crypto.Hash;
import atoll.crypto.WorkspaceId;
import atoll.store.DocumentId;
import atoll.store.Envelope;
import atoll.store.WorkspaceStore.TabStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Facts as records of the journal; docs/format-store.md has the bytes. */
public final class FactCodec {
  private static final int WORKSPACE = 1;
  private static final int APPENDED = 2;
  private static final int SETTING = 3;
  private static final int PROPERTY = 4;
  private static final int MOST_TEXT_BYTES = 1 << 20;

  private FactCodec() {}

  /** The record of a fact. */
  public static JournalRecord encode(Fact fact) {
    ByteWriter out = new ByteWriter(256);
    return switch (fact) {
      case Fact.Workspace(int no, WorkspaceId id) ->
        record(WORKSPACE, out.varint(no).raw(id.hash().toBytes()));
      case Fact.Appended appended -> record(APPENDED, appended(appended, out));
      case Fact.Setting(String name, byte[] content) ->
        record(SETTING, out.string(name).blob(content));
      case Fact.Property(int workspace, String name, byte[] content) ->
        record(PROPERTY, out.varint(workspace).string(name).blob(content));
    };
  }

  /** @throws RejectedException if the record is none that this version writes */
  public static Fact decode(JournalRecord record) throws RejectedException {
    ByteReader in = new ByteReader(record.payload());
    Fact fact = switch (record.kind()) {
      case WORKSPACE ->
        new Fact.Workspace(
            in.count(Integer.MAX_VALUE), new WorkspaceId(Hash.wrap(in.raw(Hash.SIZE_BYTES))));
      case APPENDED -> appended(in);
      case SETTING -> new Fact.Setting(in.string(MOST_TEXT_BYTES), in.blob(in.left()));
      case PROPERTY ->
        new Fact.Property(
            in.count(Integer.MAX_VALUE), in.string(MOST_TEXT_BYTES), in.blob(in.left()));
      default -> throw new RejectedException(Reason.TOO_NEW, "a record of kind " + record.kind());
    };
    in.end();
    return fact;
  }

  private static JournalRecord record(int kind, ByteWriter out) {
    return new JournalRecord(kind, out.toBytes());
  }

  private static ByteWriter appended(Fact.Appended fact, ByteWriter out) {
    out.varint(fact.workspace()).varint(fact.first()).varint(fact.items().size());
    for (Fact.Item item : fact.items()) {
      out.blob(item.bytes());
      out.varint(item.touches().size());
      item.touches().forEach(document -> out.string(document.value()));
      out.u8(item.setAside().isPresent() ? 1 : 0);
      item.setAside().ifPresent(out::string);
    }
    out.u8(fact.step().isPresent() ? 1 : 0);
    fact.step().ifPresent(step -> out.string(step.session()).varint(step.number()));
    return out;
  }

  private static Fact.Appended appended(ByteReader in) throws RejectedException {
    int workspace = in.count(Integer.MAX_VALUE);
    long first = in.varint();
    int count = in.count(in.left());
    List<Fact.Item> items = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      items.add(item(in));
    }
    Optional<TabStep> step = flag(in)
        ? Optional.of(new TabStep(in.string(MOST_TEXT_BYTES), in.varint()))
        : Optional.empty();
    return new Fact.Appended(workspace, first, items, step);
  }

  private static Fact.Item item(ByteReader in) throws RejectedException {
    byte[] bytes = in.blob(in.left());
    int count = in.count(in.left());
    List<DocumentId> touches = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      String document = in.string(DocumentId.MOST_CHARACTERS);
      try {
        touches.add(new DocumentId(document));
      } catch (IllegalArgumentException e) {
        throw new RejectedException(Reason.MALFORMED, "\"" + document + "\" names no document");
      }
    }
    Optional<String> setAside =
        flag(in) ? Optional.of(in.string(MOST_TEXT_BYTES)) : Optional.empty();
    return new Fact.Item(Envelope.parse(bytes), touches, setAside);
  }

  private static boolean flag(ByteReader in) throws RejectedException {
    int flag = in.u8();
    if (flag > 1) {
      throw new RejectedException(Reason.MALFORMED, flag + " where 0 or 1 belongs");
    }
    return flag == 1;
  }
}
