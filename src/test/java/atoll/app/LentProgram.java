package atoll.app;

import atoll.Waiting;
import atoll.crdt.Frontier;
import atoll.store.DocumentId;
import atoll.store.blobs.BlobId;
import atoll.workspace.NodeId;
import atoll.workspace.NodeKind;
import atoll.workspace.Workspace;
import atoll.workspace.page.Delta;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * An instance without pages as a process of its own: {@code DATA BIND [lan | PORT]}. The first line on standard input names its person;
 * then it does what each line says and answers it with one line. What a line holds is parted by tabs.
 */
final class LentProgram {
  private static final long PATIENCE_SECONDS = 60;
  private static final long SOON_SECONDS = 10;

  private final Lent lent;
  private final List<Object> shown = new ArrayList<>();
  private Optional<LentTyping> typing = Optional.empty();

  private LentProgram(Lent lent) {
    this.lent = lent;
  }

  public static void main(String[] args) throws Exception {
    Path data = Path.of(args[0]);
    String more = args.length > 2 ? args[2] : "0";
    boolean lan = more.equals("lan");
    ClusterOptions options = new ClusterOptions(
        InetAddress.ofLiteral(args[1]), lan ? 0 : Integer.parseInt(more), List.of(), lan);
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      try (Lent lent = Lent.open(data, String.valueOf(in.readLine()), options)) {
        LogFiles.write(lent.folder().logs(), false);
        LentProgram program = new LentProgram(lent);
        lent.instance().meetOthers();
        System.out.println("ready");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          System.out.println(program.answer(line.split("\t", -1)));
        }
      }
    }
    System.out.println("ended");
  }

  private String answer(String[] words) {
    try {
      String about = words.length > 1 ? words[1] : "";
      return switch (words[0]) {
        case "create" -> lent.instance().create(about).name();
        case "page" ->
          home().tree().create(Optional.empty(), 0, NodeKind.PAGE, about).toString();
        case "text" -> write(about);
        case "comment" -> comment(about);
        case "file" ->
          home()
              .files()
              .keep(new ByteArrayInputStream(about.getBytes(StandardCharsets.UTF_8)))
              .toString();
        case "invite" -> home().invite("editor", Duration.ofDays(1));
        case "join" -> lent.instance().join(about).id().toString();
        case "admit" -> admit();
        case "add" -> {
          home().addRelay(about);
          yield "added";
        }
        case "remove" -> {
          home().people().removeRelay(home().people().relays().getFirst().id());
          yield "removed";
        }
        case "expel" -> expel();
        case "meets" ->
          String.valueOf(await(() -> String.valueOf(home().sync().peers()).equals(about)));
        case "entries" -> String.valueOf(lent.entries(home()));
        case "relays" -> String.valueOf(home().people().relays().size());
        case "complete" ->
          String.valueOf(await(() -> home().holdings().stream()
              .anyMatch(each -> each.isRelay() && each.held() > 0 && each.lacks() == 0)));
        case "soon" -> String.valueOf(Waiting.until(() -> titles().contains(about), SOON_SECONDS));
        case "sees" -> String.valueOf(await(() -> titles().contains(about)));
        case "reads" ->
          String.valueOf(await(
              () -> !titles().isEmpty() && home().pages().state(first()).text().contains(about)));
        case "peers" -> String.valueOf(home().sync().peers());
        case "titles" -> String.join("|", titles().stream().sorted().toList());
        case "show" -> show(about);
        case "get" -> get(about);
        case "fill" -> fill(Integer.parseInt(about), Integer.parseInt(words[2]));
        case "listen" -> typing().listen();
        case "type" -> typing().type(about, Integer.parseInt(words[2]), Integer.parseInt(words[3]));
        case "heard" -> typing().heard();
        case "count" -> String.valueOf(titles().size());
        default -> "what?";
      };
    } catch (Exception e) {
      return "failed: " + e;
    }
  }

  private LentTyping typing() {
    LentTyping made = typing.orElseGet(() -> new LentTyping(home()));
    typing = Optional.of(made);
    return made;
  }

  private Workspace home() {
    return lent.instance().workspaces().getFirst();
  }

  private DocumentId first() {
    NodeId node = home().tree().state().walk().getFirst().id();
    return node.document();
  }

  private List<String> titles() {
    return home().tree().state().walk().stream().map(node -> node.title()).toList();
  }

  private String write(String text) {
    Delta typed = new Delta(List.of(new Delta.Insert(text, new TreeMap<>())), new TreeMap<>());
    var version = home().pages().state(first()).version();
    var _ = home().pages().edit(first(), version, typed, Optional.empty()).join();
    return "written";
  }

  /** That many pages, and in each that many keys, each a change of its own, into its end. */
  private String fill(int pages, int keys) {
    List<NodeId> nodes = new ArrayList<>();
    for (int i = 0; i < pages; i++) {
      nodes.add(home().tree().create(Optional.empty(), i, NodeKind.PAGE, "Page " + i));
    }
    for (NodeId node : nodes) {
      Frontier version = home().pages().state(node.document()).version();
      for (int i = 0; i < keys; i++) {
        List<Delta.Part> steps = new ArrayList<>();
        if (i > 0) {
          steps.add(new Delta.Keep(i, new TreeMap<>()));
        }
        steps.add(new Delta.Insert("etaoin shrdlu".substring(i % 13, i % 13 + 1), new TreeMap<>()));
        Delta typed = new Delta(steps, new TreeMap<>());
        version = home()
            .pages()
            .edit(node.document(), version, typed, Optional.empty())
            .join()
            .after();
      }
    }
    return String.valueOf(lent.entries(home()));
  }

  private String comment(String text) {
    var _ = home()
        .comments()
        .add(first(), "thread00", "first000", "quoted " + text, text)
        .join();
    return "commented";
  }

  /** Keeps everything that a window would show of the workspace, with the content of a file. */
  private String show(String file) throws IOException {
    shown.add(home().name());
    shown.addAll(home().people().all());
    home().tree().state().walk().forEach(node -> {
      DocumentId page = node.id().document();
      shown.add(node.title());
      shown.add(home().pages().state(page).text());
      shown.addAll(home().comments().threads(page));
    });
    BlobId id = BlobId.parse(file).orElseThrow();
    try (InputStream content = home().files().read(id).orElseThrow()) {
      shown.add(content.readAllBytes());
    }
    return "shown";
  }

  private String admit() {
    if (!await(() -> !home().people().asking().isEmpty())) {
      return "nobody asks";
    }
    home().people().admit(home().people().asking().getFirst().id(), "editor");
    return "admitted";
  }

  private String expel() {
    home().people().all().stream()
        .filter(each -> !each.isSelf())
        .forEach(each -> home().people().remove(each.id()));
    return "removed";
  }

  private static String get(String address) throws Exception {
    try (HttpClient client =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      return client
          .send(
              HttpRequest.newBuilder(URI.create(address)).build(),
              HttpResponse.BodyHandlers.ofString())
          .body()
          .replace('\n', ';');
    }
  }

  private static boolean await(BooleanSupplier condition) {
    return Waiting.until(condition, PATIENCE_SECONDS);
  }
}
