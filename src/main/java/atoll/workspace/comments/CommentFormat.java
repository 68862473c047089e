package atoll.workspace.comments;

import atoll.crdt.Change;
import atoll.crdt.ContainerId;
import atoll.crdt.Kind;
import atoll.crdt.MapView;
import atoll.crdt.Op;
import atoll.crdt.RejectedException;
import atoll.crdt.ReplicaId;
import atoll.crdt.Value;
import atoll.crdt.View;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a page's document keeps its comments: a map beside the text with an entry for each comment ({@code c/THREAD/ID}),
 * and for each thread its quotation ({@code q/THREAD}) and whether it is resolved ({@code r/THREAD}).
 */
public final class CommentFormat {
  static final ContainerId COMMENTS = ContainerId.root(Kind.MAP, "comments");

  private static final Pattern ID = Pattern.compile("[a-z0-9]{8,32}");
  private static final int FORMAT = 1;
  private static final int MOST_NAME = 100;
  private static final int UTF8 = 4;

  private CommentFormat() {}

  /** Whether a thread or a comment may be called that. */
  public static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /** The name of the mark on the text that a thread is about. */
  public static String mark(String thread) {
    return "comment-" + thread;
  }

  /** Whether a change is of comments and of the marks on the text that they are about, and of nothing else. */
  public static boolean isOnlyComments(Change change) {
    return change.ops().stream().allMatch(op -> switch (op) {
      case Op.MarkText mark -> mark.key().startsWith(mark(""));
      case Op.Targeted targeted -> targeted.target().equals(COMMENTS);
      default -> false;
    });
  }

  static String key(String thread, String comment) {
    return "c/" + thread + "/" + comment;
  }

  static String quoteKey(String thread) {
    return "q/" + thread;
  }

  static String resolvedKey(String thread) {
    return "r/" + thread;
  }

  static Value write(Comment comment) {
    return Value.of(new ByteWriter()
        .u8(FORMAT)
        .varint(comment.number())
        .i64(comment.author().value())
        .i64(comment.at())
        .string(comment.name())
        .string(comment.text())
        .toBytes());
  }

  /** One comment; empty if it is not there, or is none that this version can read. */
  static Optional<Comment> read(View page, String thread, String comment) {
    return read(comment, page.map(COMMENTS).get(key(thread, comment)));
  }

  /** The threads in no particular order; those whose comments are all deleted are gone. */
  public static List<CommentThread> read(View page) {
    MapView map = page.map(COMMENTS);
    Map<String, List<Comment>> comments = new TreeMap<>();
    for (String key : map.keys()) {
      String[] parts = key.split("/", -1);
      if (parts.length == 3 && parts[0].equals("c") && isId(parts[1]) && isId(parts[2])) {
        read(parts[2], map.get(key))
            .ifPresent(
                c -> comments.computeIfAbsent(parts[1], t -> new ArrayList<>()).add(c));
      }
    }
    List<CommentThread> threads = new ArrayList<>();
    comments.forEach((id, all) -> {
      all.sort(Comparator.comparingInt(Comment::number).thenComparing(Comment::id));
      String quote = map.get(quoteKey(id)) instanceof Value.Text(String text) ? text : "";
      boolean resolved = Value.of(true).equals(map.get(resolvedKey(id)));
      threads.add(new CommentThread(id, quote, resolved, all));
    });
    return threads;
  }

  private static Optional<Comment> read(String id, @Nullable Value value) {
    if (!(value instanceof Value.Bytes bytes)) {
      return Optional.empty();
    }
    try {
      ByteReader in = new ByteReader(bytes.value());
      if (in.u8() != FORMAT) {
        return Optional.empty();
      }
      int number = in.count(Integer.MAX_VALUE);
      ReplicaId author = new ReplicaId(in.i64());
      long at = in.i64();
      String name = in.string(UTF8 * MOST_NAME);
      String text = in.string(UTF8 * Comment.MOST_CHARACTERS);
      in.end();
      return Optional.of(new Comment(id, number, author, name, at, text));
    } catch (RejectedException e) {
      // Written by a newer version or by nobody's program: it is kept and not shown.
      return Optional.empty();
    }
  }
}
