package atoll.identity.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import atoll.crdt.RejectedException;
import atoll.crdt.ReplicaId;
import atoll.crypto.Hash;
import atoll.identity.Role;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Records of format 1 as the first version wrote them: each kind once. They stay readable for ever. */
class GoldenRecordTest {
  private static final HexFormat HEX = HexFormat.of();

  @Test
  void recordsOfFormat1_areReadAndWrittenAsEver() throws IOException, RejectedException {
    List<String> kept = kept();
    List<MembershipRecord> today = everyKind();

    assertEquals(
        kept, today.stream().map(record -> HEX.formatHex(record.toBytes())).toList());
    List<MembershipRecord> read = new ArrayList<>();
    for (String line : kept) {
      read.add(MembershipRecord.parse(HEX.parseHex(line)));
    }
    assertEquals(
        today.stream().map(record -> record.statement().getClass()).toList(),
        read.stream().map(record -> record.statement().getClass()).toList());
  }

  private static List<String> kept() throws IOException {
    try (InputStream in =
        GoldenRecordTest.class.getResourceAsStream("/atoll/identity/membership-1.hex")) {
      assertNotNull(in);
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().toList();
    }
  }

  private static List<MembershipRecord> everyKind() {
    Cast cast = new Cast();
    SealedBytes sealed = SealedBytes.of(new byte[] {1, 2, 3});
    Cast.Machine phone = Cast.another(cast.ann, 2);
    var a = cast.by(cast.founder, Cast.add(cast.ann, Role.OWNER), cast.first);
    var b = cast.by(cast.ann, Cast.device(cast.ann, phone), a);
    var c = cast.by(cast.founder, Cast.role(cast.ann, Role.EDITOR), b);
    var d = cast.by(
        cast.founder,
        new Statement.KeySealed(
            Cast.keyName(1),
            List.of(new Statement.Copy(cast.ann.keys().receive(), sealed)),
            List.of(new Statement.Previous(Cast.keyName(2), sealed))),
        c);
    var e = cast.by(cast.founder, new Statement.Named(cast.ann.id().key(), sealed), d);
    var f =
        cast.by(cast.founder, new Statement.RelayAdded(cast.bob.first().key().verifyKey()), e);
    var g =
        cast.by(cast.founder, new Statement.RelayRemoved(cast.bob.first().key().verifyKey()), f);
    var h = cast.by(cast.ann, new Statement.DeviceRemoved(phone.id(), Cast.cutOff(7, 2)), g);
    var i = cast.by(cast.founder, Cast.remove(cast.ann, 5, 300), h, b);
    var j = cast.by(cast.founder, new Statement.Unknown(200, sealed), i);
    cast.by(
        cast.founder,
        new Statement.BranchChosen(new ReplicaId(-9), 300, Hash.of(new byte[] {3})),
        j);
    return cast.all;
  }
}
