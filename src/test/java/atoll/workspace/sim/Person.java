package atoll.workspace.sim;

import atoll.crdt.Frontier;
import atoll.crdt.RejectedException;
import atoll.crdt.Value;
import atoll.identity.InvitationException;
import atoll.store.DocumentId;
import atoll.store.StoreException;
import atoll.workspace.GoneException;
import atoll.workspace.IllegalMoveException;
import atoll.workspace.Node;
import atoll.workspace.NodeId;
import atoll.workspace.NodeKind;
import atoll.workspace.TreeState;
import atoll.workspace.Workspace;
import atoll.workspace.page.Delta;
import atoll.workspace.page.PageState;
import atoll.workspace.people.NotAllowedException;
import atoll.workspace.seal.ReadOnlyException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;

/** What somebody does at the keyboard of a {@link Teammate}, by chance. What is refused is told and does nothing. */
final class Person {
  /** What all that people write begins with: no relay may ever have it. */
  static final String IN_CLEAR = "quark";

  private static final List<String> ROLES = List.of("owner", "editor", "commenter", "viewer");

  private final Teammate at;
  private final Random random;
  private final Doings doings;

  /** What the tab of the person saw of a page before, and edits from now and then. */
  private final Map<DocumentId, PageState> seen = new HashMap<>();

  Person(Teammate at, Random random, Doings doings) {
    this.at = at;
    this.random = random;
    this.doings = doings;
  }

  /** A wish of somebody, which may throw what such a wish is refused with. */
  private interface Wish {
    void run() throws RejectedException, IllegalMoveException, InvitationException;
  }

  private void tries(String what, Wish wish) {
    at.acts(() -> {
      try {
        wish.run();
        doings.count(what);
      } catch (CompletionException e) {
        if (!isRefusal(e.getCause())) {
          throw e;
        }
        doings.count("refused");
      } catch (StoreException | ReadOnlyException | NotAllowedException | GoneException e) {
        doings.count("refused");
      } catch (InvitationException e) {
        doings.count("not met");
      } catch (RejectedException | IllegalMoveException e) {
        throw new AssertionError(e);
      }
    });
  }

  private static boolean isRefusal(Throwable cause) {
    return cause instanceof StoreException
        || cause instanceof ReadOnlyException
        || cause instanceof RejectedException;
  }

  private Workspace workspace() {
    return at.workspace();
  }

  private <T> Optional<T> one(List<T> of) {
    return of.isEmpty() ? Optional.empty() : Optional.of(of.get(random.nextInt(of.size())));
  }

  private Optional<NodeId> page() {
    return one(workspace().tree().state().nodes().values().stream()
        .filter(node -> node.kind() == NodeKind.PAGE)
        .map(Node::id)
        .sorted()
        .toList());
  }

  /** Writes, erases or marks somewhere in some page, from the version that the tab has. */
  void edits() {
    page()
        .map(NodeId::document)
        .ifPresent(page -> tries("edits", () -> {
          PageState now = workspace().pages().state(page);
          PageState base = random.nextInt(4) == 0 ? seen.getOrDefault(page, now) : now;
          Frontier version = workspace()
              .pages()
              .edit(page, base.version(), delta(base.text().length()), Optional.empty())
              .join()
              .after();
          PageState after = workspace().pages().state(page);
          if (!after.version().equals(version)) {
            throw new AssertionError("another version is shown than the edit made");
          }
          seen.put(page, after);
        }));
  }

  private Delta delta(int length) {
    int from = random.nextInt(length + 1);
    int left = Math.min(length - from, 1 + random.nextInt(6));
    List<Delta.Part> parts = new ArrayList<>();
    if (from > 0) {
      parts.add(new Delta.Keep(from, new TreeMap<>()));
    }
    if (left == 0 || random.nextInt(3) > 0) {
      String chars = random.nextInt(8) == 0 ? "\n" : word();
      parts.add(new Delta.Insert(chars, random.nextBoolean() ? new TreeMap<>() : mark()));
    } else if (random.nextBoolean()) {
      parts.add(new Delta.Delete(left));
    } else {
      parts.add(new Delta.Keep(left, mark()));
    }
    return new Delta(parts, new TreeMap<>());
  }

  private SortedMap<String, Value> mark() {
    return new TreeMap<>(
        random.nextBoolean()
            ? Map.of("bold", Value.of(true))
            : Map.of("color", Value.of(random.nextBoolean() ? "red" : "green")));
  }

  private String word() {
    return IN_CLEAR + Integer.toString(random.nextInt(36 * 36 * 36), 36) + " ";
  }

  /** Makes, names, moves, throws away or takes back something in the tree. */
  void arranges() {
    TreeState tree = workspace().tree().state();
    List<NodeId> all = tree.nodes().keySet().stream().sorted().toList();
    Optional<NodeId> node = one(all);
    int what = random.nextInt(6);
    if (node.isEmpty() || what == 0) {
      tries("pages", () -> workspace().tree().create(node, 0, NodeKind.PAGE, word()));
      return;
    }
    switch (what) {
      case 1 -> tries("names", () -> workspace().tree().rename(node.get(), word()));
      case 2 -> tries("trash", () -> workspace().tree().trash(node.get()));
      case 3 -> tries("restored", () -> workspace().tree().restore(node.get()));
      default ->
        tries("moves", () -> {
          Optional<NodeId> under = one(all);
          try {
            workspace().tree().move(node.get(), under, 0);
          } catch (IllegalMoveException cycle) {
            doings.count("refused");
          }
        });
    }
  }

  /** Says something beside a page, or closes what was said. */
  void comments() {
    page().map(NodeId::document).ifPresent(page -> {
      List<String> threads = workspace().comments().threads(page).stream()
          .map(thread -> thread.id())
          .sorted()
          .toList();
      String fresh = "%08x".formatted(random.nextInt());
      String thread = random.nextBoolean() ? fresh : one(threads).orElse(fresh);
      if (random.nextInt(4) == 0 && !threads.isEmpty()) {
        tries(
            "resolved",
            () -> workspace()
                .comments()
                .resolve(page, one(threads).orElseThrow(), random.nextBoolean())
                .join());
      } else {
        tries(
            "comments",
            () -> workspace()
                .comments()
                .add(
                    page,
                    thread,
                    thread.equals(fresh) ? fresh : "%08x".formatted(random.nextInt()),
                    "q",
                    word())
                .join());
      }
    });
  }

  /** Makes an invitation, if that is a right of the person. */
  Optional<String> invites() {
    List<String> made = new ArrayList<>();
    if (workspace().people().role().equals(Optional.of("owner"))) {
      tries(
          "invitations",
          () -> made.add(workspace()
              .invite(ROLES.get(random.nextInt(3)), java.time.Duration.ofDays(200 * 365))));
    }
    return made.stream().findFirst();
  }

  /** Lets in those who ask. */
  void admits() {
    if (workspace().people().role().equals(Optional.of("owner"))) {
      workspace()
          .people()
          .asking()
          .forEach(asking ->
              tries("joins", () -> workspace().people().admit(asking.id(), asking.role())));
    }
  }

  /** Lets a relay hold the workspace. */
  void addsRelay(RelayMachine relay) {
    tries("relays", () -> workspace().addRelay(relay.text()));
  }

  /** Lets a relay hold the workspace no more. */
  void removesRelay() {
    one(workspace().people().relays())
        .ifPresent(
            relay -> tries("relays removed", () -> workspace().people().removeRelay(relay.id())));
  }

  /** Takes a further device of the person in, if the person belongs. */
  Optional<Teammate> pairs(String further) {
    List<Teammate> added = new ArrayList<>();
    if (workspace().people().role().isPresent()) {
      tries("second devices", () -> added.add(at.pairs(further)));
    }
    return added.stream().findFirst();
  }

  /** Removes a device of somebody who stays with another one; never the one that the simulation asks in the end. */
  void revokesAlone() {
    one(workspace().people().all().stream()
            .filter(person -> person.devices().size() > 1)
            .flatMap(person -> person.devices().stream())
            .filter(device -> !device.id().equals(at.machines.getFirst().key().toString()))
            .toList())
        .ifPresent(
            device -> tries("revoked alone", () -> workspace().people().revoke(device.id())));
  }

  /** Gives somebody another role, removes somebody or a device, or leaves. */
  void manages() {
    List<atoll.workspace.people.Person> all = workspace().people().all().stream()
        .filter(person -> !person.isFounder())
        .toList();
    one(all).ifPresent(person -> {
      switch (random.nextInt(5)) {
        case 0, 1 ->
          tries(
              "roles",
              () -> workspace().people().change(person.id(), ROLES.get(random.nextInt(4))));
        case 2 -> tries("removals", () -> workspace().people().remove(person.id()));
        case 3 ->
          one(person.devices())
              .ifPresent(
                  device -> tries("revoked", () -> workspace().people().revoke(device.id())));
        default -> tries("renamed", () -> workspace().people().rename(person.id(), word()));
      }
    });
  }
}
