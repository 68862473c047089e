package atoll.workspace.export;

import atoll.workspace.Instance;
import atoll.workspace.Node;
import atoll.workspace.Workspace;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Everything that an instance holds as Markdown. One workspace goes straight there, several into a folder each. */
public final class MarkdownExport {
  private MarkdownExport() {}

  /** Writes everything to a zip file; the stream stays open. */
  public static void zip(Instance instance, OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
    write(instance, new ZipSink(zip));
    zip.finish();
  }

  /** Writes one page, all that lies under it and their files to a zip file; the stream stays open. */
  public static void zip(Workspace workspace, Node page, OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
    MarkdownTree.write(workspace, page, new ZipSink(zip));
    zip.finish();
  }

  /** Writes everything into a folder, over files of the same names; others are left alone. */
  public static int files(Instance instance, Path folder) throws IOException {
    FolderSink sink = new FolderSink(folder);
    write(instance, sink);
    return sink.files;
  }

  private static void write(Instance instance, MarkdownTree.Sink sink) throws IOException {
    List<Workspace> workspaces = instance.workspaces();
    FileNames names = new FileNames();
    for (Workspace workspace : workspaces) {
      String folder = workspaces.size() == 1 ? "" : names.nameFor(workspace.name()) + "/";
      MarkdownTree.write(workspace, folder, sink);
    }
  }

  private record ZipSink(ZipOutputStream zip) implements MarkdownTree.Sink {
    @Override
    public void file(String path, String content) throws IOException {
      zip.putNextEntry(new ZipEntry(path));
      zip.write(content.getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
    }

    @Override
    public void bytes(String path, InputStream content) throws IOException {
      zip.putNextEntry(new ZipEntry(path));
      content.transferTo(zip);
      zip.closeEntry();
    }
  }

  private static final class FolderSink implements MarkdownTree.Sink {
    private final Path folder;
    private int files;

    FolderSink(Path folder) {
      this.folder = folder;
    }

    @Override
    public void file(String path, String content) throws IOException {
      Path file = folder.resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, content);
      files++;
    }

    @Override
    public void bytes(String path, InputStream content) throws IOException {
      Path file = folder.resolve(path);
      Files.createDirectories(file.getParent());
      Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
      files++;
    }
  }
}
