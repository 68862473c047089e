package atoll;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may use whom, as lists of what is allowed. A package that does not exist yet breaks no rule. */
final class ArchitectureTest {
  private static final JavaClasses PROGRAM = new ClassFileImporter()
      .withImportOption(new ImportOption.DoNotIncludeTests())
      .importPackages("atoll");

  /** What is no more than the language to us. */
  private static final String[] LANGUAGE = {
    "java.lang..",
    "java.util..",
    "java.math..",
    "java.text..",
    "java.time..",
    "org.jspecify.annotations.."
  };

  /** Values of lower packages that travel up to the browser's side, and nothing that does anything. */
  private static final Set<String> VALUES_FOR_UI = Set.of(
      "atoll.crdt.Frontier",
      "atoll.crdt.RejectedException",
      "atoll.crdt.ReplicaId",
      "atoll.crdt.Value",
      "atoll.crypto.WorkspaceId",
      "atoll.identity.InvitationException",
      "atoll.store.DocumentId",
      "atoll.store.StoreException",
      "atoll.store.blobs.BlobId",
      "atoll.store.blobs.TooLargeException",
      "atoll.store.WorkspaceStore$TabStep");

  /** What of the engine the federation may know: names, refusals and bytes, but no document. */
  private static final Set<String> VALUES_FOR_SYNC = Set.of(
      "atoll.crdt.RejectedException",
      "atoll.crdt.ReplicaId",
      "atoll.crdt.codec.ByteReader",
      "atoll.crdt.codec.ByteWriter");

  /** What of the engine's own package does something: on top of all the rest of the engine, whose values lie at its bottom. */
  private static final Set<String> TOP_OF_ENGINE =
      Set.of("atoll.crdt.Document", "atoll.crdt.Draft", "atoll.crdt.DraftRestorer");

  static Stream<Arguments> layers() {
    return Stream.of(
        layer("crypto"),
        layer("identity", "crypto", "crdt"),
        layer("store", "crdt", "crypto"),
        layer("sync", "identity", "store", "crypto", "crdt"),
        layer("workspace", "sync", "identity", "store", "crypto", "crdt"),
        layer("ui", "workspace", "sync", "identity", "store", "crypto", "crdt"));
  }

  private static Arguments layer(String name, String... mayUse) {
    return Arguments.of(name, List.of(mayUse));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void layer_usesOnlyTheLayersBelow(String name, List<String> mayUse) {
    String[] allowed = Stream.concat(Stream.of(name), mayUse.stream())
        .map(layer -> "atoll." + layer + "..")
        .toArray(String[]::new);

    classes()
        .that()
        .resideInAPackage("atoll." + name + "..")
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(allowed).or(outsideOfProgram()))
        .allowEmptyShould(true)
        .check(PROGRAM);
  }

  @Test
  void engine_usesOnlyTheLanguageAndBytes() {
    classes()
        .that()
        .resideInAPackage("atoll.crdt..")
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(LANGUAGE)
            .or(resideInAnyPackage("atoll.crdt..", "java.nio", "java.nio.charset", "java.security"))
            .or(named(Set.of(
                "java.io.ByteArrayOutputStream", "java.io.Serializable", "java.io.IOException"))))
        .check(PROGRAM);
  }

  static Stream<Arguments> engineParts() {
    return Stream.of(
        layer("codec"),
        layer("graph", "codec"),
        layer("structure"),
        layer("text", "codec", "graph", "structure"),
        layer("map", "structure"),
        layer("list", "structure"),
        layer("tree", "structure"),
        layer("counter", "structure"),
        layer("undo", "structure", "text"),
        layer(
            "history",
            "codec",
            "graph",
            "structure",
            "text",
            "map",
            "list",
            "tree",
            "counter",
            "undo"));
  }

  /** One package for those who use the engine, walls behind it: docs/adr/0140. */
  @ParameterizedTest
  @MethodSource("engineParts")
  void partOfTheEngine_usesValuesAndThePartsBelow(String name, List<String> mayUse) {
    String[] allowed = Stream.concat(Stream.of(name), mayUse.stream())
        .map(part -> "atoll.crdt." + part + "..")
        .toArray(String[]::new);

    classes()
        .that()
        .resideInAPackage("atoll.crdt." + name + "..")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(allowed).or(valuesOfTheEngine()).or(outsideOfProgram()))
        .check(PROGRAM);
  }

  @Test
  void valuesOfTheEngine_useOnlyEachOtherAndTheirBytes() {
    classes()
        .that(valuesOfTheEngine())
        .should()
        .onlyDependOnClassesThat(
            resideInAPackage("atoll.crdt.codec..").or(valuesOfTheEngine()).or(outsideOfProgram()))
        .check(PROGRAM);
  }

  @Test
  void insideOfTheEngine_isKnownToTheEngineOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage("atoll.crdt..")
        .should()
        .dependOnClassesThat(resideInAPackage("atoll.crdt.*..")
            .and(DescribedPredicate.not(
                named(Set.of("atoll.crdt.codec.ByteReader", "atoll.crdt.codec.ByteWriter")))))
        .check(PROGRAM);
  }

  @Test
  void engine_hasNoClockOfItsOwn() {
    noClasses()
        .that()
        .resideInAPackage("atoll.crdt..")
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .dependOnClassesThat()
        .resideInAPackage("java.time..")
        .check(PROGRAM);
  }

  @Test
  void ui_knowsOnlyValuesOfWhatLiesBelowTheWorkspace() {
    noClasses()
        .that()
        .resideInAPackage("atoll.ui..")
        .should()
        .dependOnClassesThat(resideInAnyPackage(
                "atoll.crdt..",
                "atoll.crypto..",
                "atoll.identity..",
                "atoll.store..",
                "atoll.sync..")
            .and(DescribedPredicate.not(named(VALUES_FOR_UI))))
        .allowEmptyShould(true)
        .check(PROGRAM);
  }

  @Test
  void sync_knowsOnlyValuesOfTheEngine() {
    noClasses()
        .that()
        .resideInAPackage("atoll.sync..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("atoll.crdt..").and(DescribedPredicate.not(named(VALUES_FOR_SYNC))))
        .allowEmptyShould(true)
        .check(PROGRAM);
  }

  static Stream<Arguments> users() {
    return Stream.of(
        Arguments.of(List.of("java.sql..", "javax.sql..", "org.h2.."), List.of("atoll.store.h2..")),
        Arguments.of(List.of("com.hazelcast.."), List.of("atoll.sync.link.hazelcast..")),
        Arguments.of(List.of("com.vaadin..", "jakarta.."), List.of("atoll.ui..")),
        Arguments.of(List.of("org.eclipse.jetty.."), List.of("atoll.ui.web..")),
        Arguments.of(List.of("picocli.."), List.of("atoll.app..")),
        Arguments.of(List.of("javax.crypto..", "org.bouncycastle.."), List.of("atoll.crypto..")),
        Arguments.of(
            List.of("tools.jackson.."), List.of("atoll.app..", "atoll.ui..", "atoll.workspace..")),
        Arguments.of(
            List.of("javax.net.ssl.."), List.of("atoll.sync.link.tunnel..", "atoll.crypto..")));
  }

  @ParameterizedTest
  @MethodSource("users")
  void library_isUsedOnlyWhereItBelongs(List<String> library, List<String> users) {
    noClasses()
        .that()
        .resideOutsideOfPackages(users.toArray(String[]::new))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(library.toArray(String[]::new))
        .check(PROGRAM);
  }

  @ParameterizedTest
  @ValueSource(strings = {"atoll.store.h2..", "atoll.store.journal..", "atoll.store.folder.."})
  void implementationOfTheStore_isKnownToTheStoreAndTheProgramOnly(String implementation) {
    noClasses()
        .that()
        .resideOutsideOfPackages("atoll.store..", "atoll.app..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(implementation)
        .check(PROGRAM);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"atoll.sync.link.hazelcast..", "atoll.sync.link.tunnel..", "atoll.sync.link.lan.."
      })
  void link_isKnownToLinksAndTheProgramOnly(String link) {
    noClasses()
        .that()
        .resideOutsideOfPackages("atoll.sync.link..", "atoll.app..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(link)
        .check(PROGRAM);
  }

  @Test
  void nobody_usesTheProgramPackage() {
    noClasses()
        .that()
        .resideOutsideOfPackage("atoll.app..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("atoll.app..")
        .check(PROGRAM);
  }

  @Test
  void topPackages_haveNoCycles() {
    slices().matching("atoll.(*)..").should().beFreeOfCycles().check(PROGRAM);
  }

  @Test
  void packages_areNullMarked() {
    List<String> unmarked = PROGRAM.stream()
        .map(JavaClass::getPackage)
        .distinct()
        .filter(each -> !each.isAnnotatedWith(NullMarked.class))
        .map(JavaPackage::getName)
        .sorted()
        .toList();

    assertEquals(List.of(), unmarked, "packages without a package-info.java that says @NullMarked");
  }

  @Test
  void rules_seeTheProgram() {
    assertTrue(PROGRAM.size() > 100, "only " + PROGRAM.size() + " classes were read");
  }

  private static DescribedPredicate<JavaClass> valuesOfTheEngine() {
    return resideInAPackage("atoll.crdt").and(DescribedPredicate.not(named(TOP_OF_ENGINE)));
  }

  private static DescribedPredicate<JavaClass> outsideOfProgram() {
    return DescribedPredicate.not(resideInAPackage("atoll.."));
  }

  /** The named classes and those inside of them. */
  private static DescribedPredicate<JavaClass> named(Set<String> names) {
    return describe("are among " + names, type -> {
      String name = type.getBaseComponentType().getName();
      return names.stream().anyMatch(each -> name.equals(each) || name.startsWith(each + "$"));
    });
  }
}
