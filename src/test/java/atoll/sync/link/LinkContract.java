package atoll.sync.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every link does. Written for links that are well: a loss here is a fault. */
public abstract class LinkContract {
  protected static final long PATIENCE_MILLIS = 60_000;

  private final List<Link> links = new ArrayList<>();

  /** A new end of the same network. */
  protected abstract Link open();

  protected Link link() {
    Link link = open();
    links.add(link);
    return link;
  }

  protected static Recorder started(Link link) {
    Recorder recorder = new Recorder();
    link.start(recorder);
    return recorder;
  }

  @AfterEach
  void closeLinks() {
    links.forEach(Link::close);
  }

  @Test
  void alone_isToldThatNobodyIsThere() {
    Recorder recorder = started(link());
    assertTrue(recorder.await(() -> recorder.changes() > 0, PATIENCE_MILLIS));
    assertEquals(Set.of(), recorder.peers());
  }

  @Test
  void unstartedAndClosed_sendingDoesNothing() {
    Link link = link();
    link.broadcast(new byte[1]);
    link.send(new PeerId(1, 2), new byte[1]);
    started(link);
    link.close();
    link.broadcast(new byte[1]);
    link.send(new PeerId(1, 2), new byte[1]);
    assertEquals(Set.of(), link.peers());
  }

  @Test
  void three_reachEachOtherAndNotThemselves() {
    Link a = link();
    Link b = link();
    Link c = link();
    Recorder ra = started(a);
    Recorder rb = started(b);
    Recorder rc = started(c);
    meet(List.of(ra, rb, rc), 2);
    assertEquals(Set.of(b.self(), c.self()), a.peers());
    a.broadcast(new byte[] {1});
    a.send(b.self(), new byte[] {2});
    c.send(b.self(), new byte[] {3});
    assertTrue(rb.await(() -> rb.messages().size() >= 3, PATIENCE_MILLIS));
    assertTrue(rc.await(() -> !rc.messages().isEmpty(), PATIENCE_MILLIS));
    b.broadcast(new byte[] {4});
    assertTrue(ra.await(() -> !ra.messages().isEmpty(), PATIENCE_MILLIS));
    assertTrue(rc.await(() -> rc.messages().size() >= 2, PATIENCE_MILLIS));
    assertEquals(List.of("4"), said(ra, b));
    assertEquals(List.of("1", "2"), said(rb, a));
    assertEquals(List.of("3"), said(rb, c));
    assertEquals(List.of("1"), said(rc, a));
    assertEquals(0, ra.noises() + rb.noises() + rc.noises());
  }

  @Test
  void messagesOfOneSender_comeInOrderAndWhole() {
    Link a = link();
    Link b = link();
    Recorder ra = started(a);
    Recorder rb = started(b);
    meet(List.of(ra, rb), 1);
    byte[] large = new byte[3_000_000];
    new Random(1).nextBytes(large);
    for (int i = 0; i < 500; i++) {
      a.broadcast(new byte[] {(byte) (i >> 8), (byte) i});
    }
    a.broadcast(large);
    assertTrue(rb.await(() -> rb.messages().size() == 501, PATIENCE_MILLIS));
    for (int i = 0; i < 500; i++) {
      assertArrayEquals(
          new byte[] {(byte) (i >> 8), (byte) i}, rb.messages().get(i).message());
    }
    assertArrayEquals(large, rb.messages().getLast().message());
  }

  @Test
  void oneLeaves_theOtherIsToldAndItIsSilent() {
    Link a = link();
    Link b = link();
    Recorder ra = started(a);
    Recorder rb = started(b);
    meet(List.of(ra, rb), 1);
    b.close();
    int changes = rb.changes();
    assertTrue(ra.await(() -> ra.peers().isEmpty(), PATIENCE_MILLIS));
    a.broadcast(new byte[] {1});
    a.send(b.self(), new byte[] {1});
    assertEquals(changes, rb.changes());
    assertEquals(List.of(), rb.messages());
  }

  @Test
  void tooLarge_isRefusedAtOnce() {
    Link link = link();
    byte[] large = new byte[Link.MOST_MESSAGE_BYTES + 1];
    assertThrows(IllegalArgumentException.class, () -> link.broadcast(large));
    assertThrows(IllegalArgumentException.class, () -> link.send(new PeerId(1, 2), large));
  }

  /**
   * Waits until each sees so many others, and until what one says is heard by all: a member that has just come may not
   * listen yet.
   */
  protected static void meet(List<Recorder> recorders, int others) {
    for (Recorder recorder : recorders) {
      assertTrue(
          recorder.await(() -> recorder.peers().size() == others, PATIENCE_MILLIS),
          "they did not meet");
    }
  }

  private static List<String> said(Recorder to, Link from) {
    return to.messages().stream()
        .filter(got -> got.from().equals(from.self()))
        .map(got -> Arrays.toString(got.message()).replaceAll("[\\[\\]]", ""))
        .toList();
  }
}
