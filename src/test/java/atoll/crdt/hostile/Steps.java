package atoll.crdt.hostile;

/** Counts the steps that code with {@link SteppedLoader} takes, and fails at one of them. For one thread. */
public final class Steps {
  /** What is thrown at the step that was asked for. */
  public static final class InjectedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static long taken;
  private static long failing = -1;

  private Steps() {}

  /** Whether that is what went wrong; a pattern wraps what its record's methods throw. */
  public static boolean areCauseOf(RuntimeException e) {
    return e instanceof InjectedException
        || e instanceof MatchException && e.getCause() instanceof InjectedException;
  }

  /** Called by the code itself before each of its steps. */
  public static void step() {
    if (taken++ == failing) {
      failing = -1;
      throw new InjectedException();
    }
  }

  /** Counts from nothing; the step of that number fails, none if it is negative. */
  public static void begin(long failingStep) {
    taken = 0;
    failing = failingStep;
  }

  /** Ends the counting and says how many steps there were. */
  public static long end() {
    failing = -1;
    return taken;
  }
}
