package atoll.crdt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever wants the engine alone takes the folder of its package, and the annotations to compile it. */
@Tag("slow")
class TakenAloneTest {
  private static final Path ENGINE = Path.of("src/main/java/atoll/crdt");

  @TempDir
  private Path folder;

  @Test
  void engineAlone_compilesAndRunsWithNothingButTheJdk() throws Exception {
    compile();
    URL[] classes = {folder.toUri().toURL()};
    try (URLClassLoader alone = new URLClassLoader(classes, ClassLoader.getPlatformClassLoader())) {
      Class<?> replica = alone.loadClass("atoll.crdt.ReplicaId");
      Class<?> document = alone.loadClass("atoll.crdt.Document");
      Class<?> kind = alone.loadClass("atoll.crdt.Kind");
      Class<?> container = alone.loadClass("atoll.crdt.ContainerId");
      Object self = replica.getConstructor(long.class).newInstance(1L);
      Object made = document.getMethod("create", replica).invoke(null, self);
      Object text = kind.getField("TEXT").get(null);
      Object page = container.getMethod("root", kind, String.class).invoke(null, text, "page");
      document
          .getMethod("splice", container, int.class, int.class, String.class, long.class)
          .invoke(made, page, 0, 0, "alone", 0L);
      Object saved = document.getMethod("save").invoke(made);
      Object again = document.getMethod("load", byte[].class, replica).invoke(null, saved, self);
      assertEquals(
          "alone", document.getMethod("text", container).invoke(again, page).toString());
    }
  }

  private void compile() throws IOException, URISyntaxException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (Stream<Path> files = Files.walk(ENGINE)) {
      List<Path> sources =
          files.filter(file -> file.toString().endsWith(".java")).toList();
      Path annotations = Path.of(
          NullMarked.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      StringWriter said = new StringWriter();
      try (var manager = compiler.getStandardFileManager(null, null, null)) {
        boolean compiled = compiler
            .getTask(
                said,
                manager,
                null,
                List.of("-proc:none", "-cp", annotations.toString(), "-d", folder.toString()),
                null,
                manager.getJavaFileObjectsFromPaths(sources))
            .call();
        assertTrue(compiled, said::toString);
      }
    }
  }
}
