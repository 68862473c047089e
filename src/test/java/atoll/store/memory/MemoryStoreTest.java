package atoll.store.memory;

import atoll.store.Store;
import atoll.store.StoreContract;

final class MemoryStoreTest extends StoreContract {
  private final MemoryStore memory = new MemoryStore();

  @Override
  protected Store open() {
    return memory;
  }

  @Override
  protected int randomSteps() {
    return 200;
  }
}
