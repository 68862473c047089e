package atoll.workspace;

import atoll.crdt.Document;
import atoll.crdt.RejectedException;
import atoll.crdt.ReplicaId;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;
import atoll.crypto.VerifyKey;
import atoll.identity.membership.MembershipRecord;
import atoll.store.Authored;
import atoll.store.DocumentId;
import atoll.store.Envelope;
import atoll.store.WorkspaceStore;
import atoll.store.blobs.TooLargeException;
import atoll.workspace.comments.Comment;
import atoll.workspace.comments.CommentFormat;
import atoll.workspace.comments.CommentService;
import atoll.workspace.comments.CommentThread;
import atoll.workspace.files.FileService;
import atoll.workspace.funnel.PastDocuments;
import atoll.workspace.page.PageBlock;
import atoll.workspace.page.PageCopy;
import atoll.workspace.page.PageService;
import atoll.workspace.page.PageState;
import atoll.workspace.seal.Records;
import atoll.workspace.templates.Templates;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What this device alone has of a workspace after it had to leave a branch of a log: what a copy of it wrote that the team
 * does not go on with, and what this device wrote upon such. It comes back as pages beside those of the team; comments, and records
 * of the membership, come back where they were.
 */
final class LeftBehind {
  private static final Logger LOG = Logger.getLogger(LeftBehind.class.getName());
  private static final String PROPERTY = "left-behind";

  private final WorkspaceStore past;
  private final SortedMap<ReplicaId, Long> lost;
  private final Sealing sealing;
  private final VerifyKey device;
  private final String suffix;
  private final Set<ReplicaId> ownLogs = new HashSet<>();
  private final Set<DocumentId> touched = new LinkedHashSet<>();
  private final List<MembershipRecord> records = new ArrayList<>();

  /**
   * @param past what was held before
   * @param lost the logs that lost their ends, and how many of their entries stayed
   * @param device what this device is called
   */
  LeftBehind(WorkspaceStore past, SortedMap<ReplicaId, Long> lost, Sealing sealing, String device) {
    this.past = past;
    this.lost = lost;
    this.sealing = sealing;
    this.device = sealing.membership().self().id().key();
    this.suffix = " (" + device + ")";
  }

  /** Notes what is about to be left, so that it is brought back whatever happens in between. */
  static void note(WorkspaceStore store, Map<ReplicaId, Long> lost) {
    ByteWriter out = new ByteWriter().varint(lost.size());
    new TreeMap<>(lost).forEach((log, count) -> out.i64(log.value()).varint(count));
    store.putProperty(PROPERTY, out.toBytes());
  }

  /** Notes that nothing is left to bring back. */
  static void clear(WorkspaceStore store) {
    note(store, Map.of());
  }

  /** What was noted; empty if there is nothing to bring back. */
  static SortedMap<ReplicaId, Long> noted(WorkspaceStore store) {
    SortedMap<ReplicaId, Long> lost = new TreeMap<>();
    try {
      ByteReader in = new ByteReader(store.property(PROPERTY).orElse(new byte[1]));
      for (int logs = in.count(in.left()); logs > 0; logs--) {
        lost.put(new ReplicaId(in.i64()), in.varint());
      }
      in.end();
    } catch (RejectedException e) {
      LOG.log(Level.WARNING, "What was left behind cannot be read", e);
    }
    return lost;
  }

  /** Brings it back and waits until it is durable. */
  void bringBack(TreeService tree, PageService pages, CommentService comments, FileService files) {
    gather();
    sealing.membership().bringBack(records);
    PastDocuments documents = new PastDocuments(past, sealing.entries());
    bringBackFiles(documents, files);
    TreeState before = documents.read(DocumentId.TREE, TreeReader::read);
    Templates likeBefore = new Templates(tree, pages);
    Map<NodeId, NodeId> made = new HashMap<>();
    int count = 0;
    for (Node node : before.walk()) {
      boolean isNew = tree.state().node(node.id()).isEmpty();
      boolean isTouched = touched.contains(node.id().document());
      if (!isTouched && !(isNew && touched.contains(DocumentId.TREE))) {
        continue;
      }
      Past was = documents.read(node.id().document(), Past::of);
      if (!isNew) {
        bringBackComments(was.threads(), node.id().document(), comments);
      }
      if (!isNew && was.blocks().equals(PageCopy.blocks(pages.state(node.id().document())))) {
        continue;
      }
      String title = isNew ? node.title() : node.title() + suffix;
      Optional<NodeId> parent = place(tree, node, made);
      NodeId page = node.kind() == NodeKind.PAGE
          ? likeBefore.create(parent, Integer.MAX_VALUE, title, node.look(), was.blocks())
          : tree.create(parent, Integer.MAX_VALUE, node.kind(), title);
      count++;
      if (isNew) {
        made.put(node.id(), page);
        bringBackComments(was.threads(), page.document(), comments);
      }
    }
    LOG.log(Level.INFO, "{0} pages were brought back that only this device had", count);
  }

  private static Optional<NodeId> place(TreeService tree, Node node, Map<NodeId, NodeId> made) {
    return node.parent()
        .map(parent -> made.getOrDefault(parent, parent))
        .filter(parent -> tree.state().node(parent).isPresent() && !tree.state().inTrash(parent));
  }

  /** A page as it was at the end. */
  private record Past(List<PageBlock> blocks, List<CommentThread> threads) {
    static Past of(Document page) {
      return new Past(PageCopy.blocks(PageState.of(page)), CommentFormat.read(page));
    }
  }

  /**
   * What this device said comes back where it was said: below what others answer to each other there, or in threads of which the
   * text is gone. The page beside is a copy, and what others say of its text is not in it.
   */
  private void bringBackComments(
      List<CommentThread> threads, DocumentId page, CommentService comments) {
    Set<String> here = new HashSet<>();
    for (CommentThread thread : comments.threads(page)) {
      thread.comments().forEach(comment -> here.add(thread.id() + "/" + comment.id()));
    }
    for (CommentThread thread : threads) {
      for (Comment comment : thread.comments()) {
        if (ownLogs.contains(comment.author())
            && !here.contains(thread.id() + "/" + comment.id())) {
          bringBack(thread, comment, page, comments);
        }
      }
    }
  }

  private static void bringBack(
      CommentThread thread, Comment comment, DocumentId page, CommentService comments) {
    try {
      comments
          .add(page, thread.id(), comment.id(), thread.quote(), comment.text())
          .join();
    } catch (CompletionException e) {
      if (!(e.getCause() instanceof RejectedException)) {
        throw e;
      }
      LOG.log(Level.WARNING, "A comment stays behind on this device", e);
    }
  }

  private void bringBackFiles(PastDocuments documents, FileService files) {
    for (DocumentId document : touched) {
      if (FileService.carriesAFile(document)) {
        documents.read(document, carried -> {
          try {
            files.bringBack(document, carried);
          } catch (IOException | TooLargeException e) {
            LOG.log(Level.WARNING, "A file stays on this device: " + document, e);
          }
          return document;
        });
      }
    }
  }

  /** Finds what was lost, and what this device wrote upon it. */
  private void gather() {
    past.clock().counts().keySet().forEach(log -> {
      Long kept = lost.get(log);
      if (kept != null) {
        past.entriesFrom(log, kept).forEach(this::lost);
      } else if (sealing.entries().signer(log).filter(device::equals).isPresent()) {
        ownLogs.add(log);
        past.entriesFrom(log, 0).forEach(entry -> {
          if (isUponLost(entry)) {
            touched.addAll(PastDocuments.touched(entry, sealing.entries()));
          }
        });
      }
    });
  }

  private void lost(Envelope entry) {
    try {
      Authored around = Authored.parse(entry);
      if (around.key().isEmpty()) {
        for (byte[] record : Records.parse(around.content())) {
          records.add(MembershipRecord.parse(record));
        }
      } else if (around.author().equals(device)) {
        ownLogs.add(entry.header().log());
        touched.addAll(PastDocuments.touched(entry, sealing.entries()));
      }
    } catch (RejectedException e) {
      LOG.log(Level.WARNING, "An entry that was left behind cannot be read", e);
    }
  }

  private boolean isUponLost(Envelope entry) {
    return lost.entrySet().stream()
        .anyMatch(each -> entry.header().dependencies().count(each.getKey()) > each.getValue());
  }
}
