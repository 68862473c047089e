package atoll.crdt.hostile;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import org.junit.jupiter.api.Test;

/** A failure between any two steps of an import, wherever in the engine, leaves the old state whole. */
class FailureAtAnyStepTest {
  @Test
  void aFailureAtAnyStepOfAPlan_leavesTheDocumentAsItWas() throws ReflectiveOperationException {
    assertTrue(run("failWhilePlanning") > 1000);
  }

  @Test
  void aFailureAtAnyStepOfACommit_leavesTheDocumentAsItWas() throws ReflectiveOperationException {
    assertTrue(run("failWhileCommitting") > 10);
  }

  /** Returns how many steps there were. */
  private static long run(String method) throws ReflectiveOperationException {
    SteppedLoader loader = new SteppedLoader(FailureAtAnyStepTest::isEngine);
    Class<?> type = loader.loadClass(InterruptedImport.class.getName());
    Object scenario = type.getConstructor().newInstance();
    try {
      return (long) type.getMethod(method).invoke(scenario);
    } catch (InvocationTargetException e) {
      throw new AssertionError(e.getCause().getMessage(), e.getCause());
    }
  }

  /** Not the tests, and not values, which do nothing. */
  private static boolean isEngine(String name) {
    return name.matches("atoll\\.crdt\\.(history|text|graph|map|list|tree|counter|structure)\\..*")
        && !name.contains("Test")
        && !name.contains("Shadow");
  }
}
