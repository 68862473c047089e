package atoll.app;

import atoll.crdt.RejectedException;
import atoll.crypto.VerifyKey;
import atoll.crypto.WorkspaceId;
import atoll.sync.knock.Answers;
import atoll.sync.link.tunnel.Doorway;
import atoll.sync.link.tunnel.RefusedException;
import atoll.sync.link.tunnel.TunnelIdentity;
import atoll.sync.protocol.Ask;
import atoll.workspace.Doorstep;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/** Asks and answers through the doorway of this instance. */
final class ClusterDoorstep implements Doorstep {
  private final Supplier<Doorway> doorway;
  private final IntConsumer opened;
  private volatile Answering answering = (asks, question) -> Optional.empty();

  /**
   * @param doorway makes it when it is wanted for the first time
   * @param opened hears of the port
   */
  ClusterDoorstep(Supplier<Doorway> doorway, IntConsumer opened) {
    this.doorway = doorway;
    this.opened = opened;
  }

  @Override
  public List<String> open() throws IOException {
    Doorway door = doorway.get();
    door.open();
    opened.accept(door.port());
    return door.addresses();
  }

  @Override
  public void answer(Answering answers) {
    answering = answers;
  }

  /** Answers at that doorway as was said, or will be. */
  void serve(Doorway door) {
    door.answers((who, question) ->
        answering.asked(device -> TunnelIdentity.pin(device).equals(who), question));
  }

  @Override
  public Optional<Answered> ask(String address, byte[] question) throws IOException {
    try {
      Doorway.Answer answer = doorway.get().askAnybody(address, question);
      return Optional.of(new Answered(
          (VerifyKey device) -> TunnelIdentity.pin(device).equals(answer.by()), answer.bytes()));
    } catch (RefusedException refused) {
      return Optional.empty();
    }
  }

  @Override
  public List<byte[]> records(String address, WorkspaceId workspace) throws IOException {
    try {
      Answers answers = new Answers(Optional.empty());
      List<byte[]> all = new ArrayList<>();
      Optional<byte[]> next = Optional.of(Ask.RECORDS);
      while (next.isPresent()) {
        Answers.Taken taken = answers.take(
            doorway.get().askAnybody(address, workspace, next.get()).bytes());
        if (taken.isBeginning()) {
          all.clear();
        }
        all.addAll(taken.records());
        next = taken.next();
      }
      return all;
    } catch (RejectedException e) {
      throw new IOException("an answer that means nothing", e);
    }
  }
}
