package atoll.store.h2;

import atoll.store.Store;
import atoll.store.StoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class H2StoreContractTest extends StoreContract {
  @TempDir
  private Path place;

  @Override
  protected Store open() {
    return FolderStore.open(place.resolve("data"));
  }

  @Override
  protected int randomSteps() {
    return 30;
  }
}
