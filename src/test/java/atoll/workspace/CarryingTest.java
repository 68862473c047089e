package atoll.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.crdt.Frontier;
import atoll.crdt.Value;
import atoll.crypto.SecretKeys;
import atoll.store.blobs.BlobId;
import atoll.store.memory.MemoryStore;
import atoll.ui.Refusals;
import atoll.workspace.bundle.Brought;
import atoll.workspace.bundle.BundleException;
import atoll.workspace.bundle.BundleWish;
import atoll.workspace.bundle.PageParts;
import atoll.workspace.page.Delta;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two people who belong to one workspace and reach each other by files only. */
class CarryingTest extends Team {
  private final MemoryStore store = new MemoryStore();
  private final SecretKeys device = SecretKeys.generate(new Random(77));

  @TempDir
  private Path folder;

  private Instance bo = ada;
  private Workspace away = home;
  private Path file = Path.of("");

  @BeforeEach
  void joinAndGoAway() throws Exception {
    file = folder.resolve("stick.atoll");
    Instance near = instance("Bo", store, device);
    Workspace joined = join(near, "editor");
    write(home, "Before. ");
    await(() -> text(joined).equals("Before. "));
    near.close();
    bo = instance("Bo", store, device);
    away = bo.workspaces().getFirst();
  }

  @Test
  void bothWrite_andAFileEachWay_bringsThemTogether() throws Exception {
    write(home, "Ada's. ");
    write(away, "Bo's. ");
    home.bundles().write(file);
    assertTrue(bo.bringIn(file).taken() > 0);
    away.bundles().write(file);
    assertTrue(ada.bringIn(file).taken() > 0);

    assertEquals(text(home), text(away));
    assertTrue(text(home).contains("Ada's. ") && text(home).contains("Bo's. "), text(home));
    Brought again = ada.bringIn(file);
    assertEquals(new Brought(0, again.held(), 0, 0), again);
  }

  @Test
  void fileForADevice_bringsWhatItLacks() throws Exception {
    MemoryStore kept = new MemoryStore();
    SecretKeys own = SecretKeys.generate(new Random(78));
    Instance near = instance("Cy", kept, own);
    Workspace joined = join(near, "editor");
    await(() -> text(joined).equals("Before. "));
    String theirs = joined.people().all().getFirst().devices().getFirst().id();
    await(() -> home.holdings().stream()
        .anyMatch(each -> each.device().equals(theirs) && each.lacks() == 0));
    near.close();
    write(home, "News. ");
    long everything = home.bundles().write(file);
    long lacking = home.bundles().writeFor(file, theirs);
    assertTrue(lacking < everything, lacking + " of " + everything);

    Instance again = instance("Cy", kept, own);
    again.bringIn(file);
    assertEquals("News. Before. ", text(again.workspaces().getFirst()));
    assertThrows(BundleException.class, () -> home.bundles().writeFor(file, "nobody"));
  }

  @Test
  void page_bringsItsFilesAndWhatLiesUnderIt_andNothingThatCameLater() throws Exception {
    NodeId plan = home.tree().state().top().getFirst();
    NodeId below = home.tree().create(Optional.of(plan), 0, NodeKind.PAGE, "Below");
    BlobId picture =
        home.files().keep(new ByteArrayInputStream("a picture".getBytes(StandardCharsets.UTF_8)));
    illustrate(below, picture);
    long parts = home.bundles().writeOf(file, PageParts.of(home, plan));
    write(home, "Later. ");
    assertTrue(home.bundles().write(folder.resolve("all")) > parts);

    bo.bringIn(file);
    assertEquals("Below", away.tree().state().node(below).orElseThrow().title());
    assertTrue(away.files().read(picture).isPresent());
    assertEquals("Before. ", text(away));
  }

  @Test
  void wordsOfAWish_areNamesOrIds_andAreExplained() throws Exception {
    Optional<String> none = Optional.empty();
    assertTrue(new BundleWish(none, Optional.of("plan"), none).write(ada, file) > 0);
    String id = home.tree().state().top().getFirst().toString();
    assertTrue(new BundleWish(Optional.of("Garden"), Optional.of("http://x/p/" + id), none)
            .write(ada, file)
        > 0);
    assertTrue(says(new BundleWish(none, Optional.of("Nowhere"), none)).contains("Nowhere"));
    assertTrue(says(new BundleWish(Optional.of("Other"), none, none)).contains("Other"));
    ada.create("Second");
    assertTrue(says(new BundleWish(none, none, none)).contains("Garden, Second"));
    home.tree().create(Optional.empty(), 0, NodeKind.PAGE, "Plan");
    assertTrue(says(new BundleWish(none, Optional.of("Plan"), none)).contains(id));
  }

  @Test
  void strangersFile_andNoFile_areRefusedWithWhatToDo() throws Exception {
    Instance eve = instance("Eve", new MemoryStore());
    eve.create("Hers").bundles().write(file);
    assertTrue(refusal(file).contains("invitation"), refusal(file));
    Files.writeString(file, "# Notes");
    assertTrue(refusal(file).contains("no whole Atoll file"), refusal(file));
    home.bundles().write(file);
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 900));
    assertTrue(refusal(file).contains("Nothing was taken"), refusal(file));
    assertEquals("Before. ", text(away));
  }

  @Test
  void whatARemovedPersonWrites_isRefused_andTheOthersReadOn() throws Exception {
    home.people().remove(bo.personId());
    write(away, "Too late. ");
    away.bundles().write(file);
    ada.bringIn(file);
    assertFalse(text(home).contains("Too late."), text(home));
    write(home, "Secret. ");
    home.bundles().write(file);
    Brought brought = bo.bringIn(file);
    assertTrue(brought.refused() > 0, brought.toString());
    assertFalse(text(away).contains("Secret."), text(away));
  }

  @Test
  void removedWhileAway_theFileCarriesTheRemovalToo() throws Exception {
    home.people().remove(bo.personId());
    write(home, "Ours. ");
    home.bundles().write(file);

    assertTrue(bo.bringIn(file).refused() > 0);
    assertEquals(Optional.empty(), away.people().role());
  }

  private void illustrate(NodeId node, BlobId picture) {
    Frontier base = home.pages().state(node.document()).version();
    TreeMap<String, Value> image = new TreeMap<>();
    image.put("type", Value.of("image"));
    image.put("blob", Value.of(picture.toString()));
    Delta shown = new Delta(List.of(), image);
    var _ = home.pages().edit(node.document(), base, shown, Optional.empty()).join();
  }

  private String says(BundleWish wish) {
    return Refusals.of(assertThrows(BundleException.class, () -> wish.write(ada, file)))
        .orElseThrow();
  }

  private String refusal(Path brought) {
    return Refusals.of(assertThrows(BundleException.class, () -> bo.bringIn(brought)))
        .orElseThrow();
  }

  @Test
  void wordsAndAFile_bringAWorkspaceBack_thoughNobodyIsThere() throws Exception {
    String words = String.join(" ", bo.recoveryWords().orElseThrow());
    write(away, "Bo's. ");
    away.bundles().write(file);
    String person = bo.personId();
    bo.close();
    ada.close();

    Instance found = instance("", new MemoryStore());
    List<Brought> brought = found.newDevice().restoreFrom(words, List.of(file));
    assertTrue(
        brought.getFirst().taken() > 0 && brought.getFirst().refused() == 0, brought.toString());
    assertEquals(person, found.personId());
    assertEquals(Optional.of("Bo"), found.person());
    Workspace back = found.workspaces().getFirst();
    assertEquals("Garden", back.name());
    assertEquals("Bo's. Before. ", text(back));
    assertEquals(Optional.of("editor"), back.people().role());
    write(back, "Found again. ");

    back.bundles().write(file);
    Instance adas = instance("Ada", adasStore, adasDevice);
    adas.bringIn(file);
    assertEquals("Found again. Bo's. Before. ", text(adas.workspaces().getFirst()));
  }

  @Test
  void filesOfSeveralWorkspacesInAnyOrder_bringAllBack() throws Exception {
    String words = String.join(" ", ada.recoveryWords().orElseThrow());
    Workspace second = ada.create("Attic");
    write(home, "More. ");
    Path other = folder.resolve("second.atoll");
    Path late = folder.resolve("late.atoll");
    home.bundles().write(file);
    second.bundles().write(other);
    home.bundles().write(late);

    Instance found = instance("", new MemoryStore());
    found.newDevice().restoreFrom(words, List.of(late, other, file));
    assertEquals(
        List.of("Garden", "Attic"),
        found.workspaces().stream().map(Workspace::name).toList());
    assertEquals("More. Before. ", text(found.workspaces().getFirst()));
    assertEquals(Optional.of("owner"), found.workspaces().getFirst().people().role());
  }

  @Test
  void wordsOfSomebodyElse_orNoWholeFile_changeNothing() throws Exception {
    home.bundles().write(file);
    Instance stranger = instance("Cy", new MemoryStore());
    String strangers = String.join(" ", stranger.recoveryWords().orElseThrow());
    String bos = String.join(" ", bo.recoveryWords().orElseThrow());
    Instance fresh = instance("", new MemoryStore());
    String before = fresh.personId();

    OwnDeviceException wrong = assertThrows(
        OwnDeviceException.class, () -> fresh.newDevice().restoreFrom(strangers, List.of(file)));
    assertEquals(OwnDeviceException.About.FILE, wrong.about());
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
    assertThrows(BundleException.class, () -> fresh.newDevice().restoreFrom(bos, List.of(file)));
    assertEquals(List.of(), fresh.workspaces());
    assertEquals(before, fresh.personId());
    assertTrue(fresh.keepsRecoveryWords());
  }
}
