package atoll.app;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** Reads the version from the jar that the program was started from. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    String version = Main.class.getPackage().getImplementationVersion();
    return new String[] {"Atoll " + Objects.requireNonNullElse(version, "(not built as a jar)")};
  }
}
