package atoll.ui.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Finds the classes of a package and of all below it, in the jar or the folder that they were loaded from. */
final class ClassesOf {

  private static final String SUFFIX = ".class";

  private ClassesOf() {}

  /**
   * Loads, without initializing, every class below the package of the given one, in the same jar or folder.
   * Costs about a millisecond per hundred classes when they come from the AOT cache.
   *
   * @param root a class of the topmost package wanted
   */
  static List<Class<?>> packageTree(Class<?> root) {
    String folder = root.getPackageName().replace('.', '/');
    try {
      Path origin = origin(root);
      if (Files.isDirectory(origin)) {
        return load(origin, folder, root.getClassLoader());
      }
      try (FileSystem jar = FileSystems.newFileSystem(origin, Map.of())) {
        return load(jar.getPath("/"), folder, root.getClassLoader());
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("The program's own classes cannot be read", failure);
    }
  }

  private static Path origin(Class<?> root) {
    URL location = root.getProtectionDomain().getCodeSource().getLocation();
    try {
      return Path.of(new URI(location.toString()));
    } catch (URISyntaxException failure) {
      throw new IllegalStateException("No path: " + location, failure);
    }
  }

  private static List<Class<?>> load(Path top, String folder, ClassLoader loader)
      throws IOException {
    List<Class<?>> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(top.resolve(folder))) {
      for (Path file : (Iterable<Path>) files.sorted()::iterator) {
        String name = top.relativize(file).toString();
        if (name.endsWith(SUFFIX) && !name.endsWith("-info.class")) {
          found.add(load(name, loader));
        }
      }
    }
    return List.copyOf(found);
  }

  private static Class<?> load(String file, ClassLoader loader) {
    String name =
        file.substring(0, file.length() - SUFFIX.length()).replace('/', '.').replace('\\', '.');
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException failure) {
      throw new IllegalStateException("A class of our own is missing: " + name, failure);
    }
  }
}
