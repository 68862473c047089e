package atoll.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import atoll.crdt.ContainerId;
import atoll.crdt.Document;
import atoll.crdt.Draft;
import atoll.crdt.Expand;
import atoll.crdt.Frontier;
import atoll.crdt.Kind;
import atoll.crdt.ReplicaId;
import atoll.crdt.Side;
import atoll.crdt.Value;
import atoll.crdt.codec.ByteWriter;
import atoll.crypto.Hash;
import atoll.crypto.RecoveryPhrase;
import atoll.crypto.SecretKeys;
import atoll.identity.RelayText;
import atoll.identity.Role;
import atoll.identity.joining.JoinRequest;
import atoll.identity.joining.Offer;
import atoll.identity.joining.Secret;
import atoll.store.DocumentId;
import atoll.store.Envelope;
import atoll.store.WorkspaceStore.Entry;
import atoll.store.WorkspaceStore.TabStep;
import atoll.store.journal.Fact;
import atoll.store.journal.FactCodec;
import atoll.store.journal.JournalRecord;
import atoll.sync.Entries;
import atoll.sync.knock.Answer;
import atoll.sync.knock.More;
import atoll.sync.knock.Part;
import atoll.sync.protocol.Announce;
import atoll.sync.protocol.Heads;
import atoll.sync.protocol.Held;
import atoll.sync.protocol.Messages;
import atoll.workspace.funnel.Payload;
import atoll.workspace.people.MembershipService;
import atoll.workspace.people.Self;
import atoll.workspace.seal.Records;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Lets Jazzer look for bytes that make a reader throw what it must not, hang, or take all memory. It begins with good bytes
 * of every kind and is led by the branches that the readers take. For {@code -Dfuzz.jazzer=SECONDS}; what it finds is
 * printed as a file to run again.
 */
@Tag("slow")
class ReadersTest {
  private static final int SECONDS = Integer.getInteger("fuzz.jazzer", 20);
  private static final Pattern RUNS = Pattern.compile("Done (\\d+) runs");

  private final Random random = new Random(3);

  @Test
  void readers_giveAClearAnswerToWhateverAFuzzerFinds(@TempDir Path folder)
      throws IOException, InterruptedException {
    String machine = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    assumeTrue(
        machine.toLowerCase(Locale.ROOT).matches("(linux|mac|windows).* (amd64|x86_64|aarch64)"),
        "Jazzer does not run on " + machine);
    Path corpus = Files.createDirectory(folder.resolve("corpus"));
    List<byte[]> seeds = seeds();
    for (int i = 0; i < seeds.size(); i++) {
      Files.write(corpus.resolve("seed" + i), seeds.get(i));
    }
    Path said = folder.resolve("said.txt");
    Process jazzer = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx1g",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+EnableDynamicAgentLoading",
            "-cp",
            System.getProperty("java.class.path"),
            "com.code_intelligence.jazzer.Jazzer",
            "--target_class=" + Readers.class.getName(),
            "--instrumentation_includes=atoll.**",
            "--reproducer_path=" + folder,
            "-artifact_prefix=" + folder + "/",
            "-max_total_time=" + SECONDS,
            "-timeout=10",
            "-max_len=4096",
            "-seed=1",
            corpus.toString())
        .redirectErrorStream(true)
        .redirectOutput(said.toFile())
        .start();
    boolean ended = jazzer.waitFor(SECONDS + 120L, TimeUnit.SECONDS);
    if (!ended) {
      jazzer.destroyForcibly();
    }
    String log = Files.readString(said, StandardCharsets.UTF_8);
    assertTrue(ended, log);
    assertEquals(0, jazzer.exitValue(), log);
    Matcher runs = RUNS.matcher(log);
    assertTrue(runs.find(), log);
    System.out.println("Jazzer: " + runs.group());
    assertTrue(Long.parseLong(runs.group(1)) > 500L * SECONDS, "only " + runs.group());
  }

  /** Good bytes, each behind the number of its reader. */
  private List<byte[]> seeds() {
    List<byte[]> seeds = new ArrayList<>();
    Document document = document();
    document.changesSince(Frontier.EMPTY).forEach(change -> add(seeds, 0, change.toBytes()));
    add(seeds, 1, document.frontier().toBytes());
    add(seeds, 2, document.anchor(text(), 2, Side.LEFT).toBytes());
    add(seeds, 3, document.save());
    Envelope entry =
        Entries.following(Entries.store(), new ReplicaId(4), new byte[20]).getFirst();
    add(seeds, 4, entry.toBytes());
    add(seeds, 5, Messages.encode(new Announce(new ReplicaId(4), 1, List.of(entry.toBytes()))));
    add(seeds, 5, Messages.encode(new Held(true, new Heads(new TreeMap<>()))));
    Self founder = Self.of(SecretKeys.generate(random), RecoveryPhrase.generate(random));
    var first = MembershipService.found(founder, random);
    add(seeds, 6, first.toBytes());
    Offer offer = new Offer(
        first.workspace(),
        "Garden",
        Secret.generate(random),
        Role.EDITOR,
        founder.certificate().device(),
        List.of("localhost:5701"),
        Instant.EPOCH.plusSeconds(60));
    Self ann = Self.of(SecretKeys.generate(random), RecoveryPhrase.generate(random));
    add(
        seeds,
        7,
        JoinRequest.make(
                offer,
                ann.device(),
                ann.person(),
                ann.certificate(),
                new JoinRequest.Names("Ann", "phone"))
            .toBytes());
    add(seeds, 8, offer.toBytes());
    add(seeds, 9, offer.toText().getBytes(StandardCharsets.UTF_8));
    add(
        seeds,
        11,
        String.join(" ", RecoveryPhrase.generate(random).words()).getBytes(StandardCharsets.UTF_8));
    List<Payload.Part> parts = document.changesSince(Frontier.EMPTY).stream()
        .map(change -> new Payload.Part(new DocumentId("page"), change))
        .toList();
    add(seeds, 12, new Payload(parts).toBytes());
    add(seeds, 13, Records.toBytes(List.of(first.toBytes())));
    add(
        seeds,
        24,
        new RelayText(
                founder.device().signing().verifyKey(),
                Hash.of(new byte[] {1}),
                List.of("relay:5701"))
            .toText()
            .getBytes(StandardCharsets.UTF_8));
    Entry stored = new Entry(entry, List.of(new DocumentId("page")), Optional.empty());
    add(seeds, 25, fact(new Fact.Setting("recent", new byte[] {1})));
    add(
        seeds,
        25,
        fact(new Fact.Appended(
            1, 0, List.of(Fact.Item.of(stored)), Optional.of(new TabStep("tab", 3)))));
    add(seeds, 26, """
        {"t":"step","base":"1","delta":[3,["x",{"bold":true}],-2],"first":{"type":"todo"},
        "icon":"x","cover":{"blob":"0"},"wide":true}""".getBytes(StandardCharsets.UTF_8));
    List<byte[]> roll = List.of(first.toBytes(), first.toBytes());
    More more = new More(1, Hash.of(first.toBytes()));
    add(seeds, 27, Answer.of(new byte[] {1}, roll).toBytes());
    add(seeds, 28, more.toBytes());
    add(seeds, 29, Part.of(roll, more).toBytes());
    assertEquals(30, Readers.count());
    return seeds;
  }

  private static byte[] fact(Fact fact) {
    JournalRecord record = FactCodec.encode(fact);
    return new ByteWriter().u8(record.kind()).raw(record.payload()).toBytes();
  }

  private static void add(List<byte[]> seeds, int reader, byte[] good) {
    byte[] seed = new byte[good.length + 1];
    seed[0] = (byte) reader;
    System.arraycopy(good, 0, seed, 1, good.length);
    seeds.add(seed);
  }

  private static ContainerId text() {
    return ContainerId.root(Kind.TEXT, "text");
  }

  private static Document document() {
    Document document = Document.create(new ReplicaId(7));
    for (int i = 0; i < 4; i++) {
      Draft draft = document.draft();
      draft.insert(text(), i, "a\ud83c\udf32b");
      draft.mark(text(), 0, 2, "bold", Value.of(true), Expand.END);
      draft.put(ContainerId.root(Kind.MAP, "map"), "k" + i, Value.of("v"));
      draft.listInsert(ContainerId.root(Kind.LIST, "list"), 0, List.of(Value.of(i)));
      draft.createNode(ContainerId.root(Kind.TREE, "tree"), null, 0);
      draft.add(ContainerId.root(Kind.COUNTER, "counter"), i);
      document.commit(document.plan(draft));
    }
    return document;
  }
}
