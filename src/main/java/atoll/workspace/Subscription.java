package atoll.workspace;

/** A listener's place; closing it ends the calls. Closing twice is harmless. */
public interface Subscription extends AutoCloseable {
  @Override
  void close();

  /** This one and another, closed together. */
  default Subscription and(Subscription other) {
    return () -> {
      close();
      other.close();
    };
  }
}
