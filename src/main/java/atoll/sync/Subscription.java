package atoll.sync;

/** Ends what it was given for. */
@FunctionalInterface
public interface Subscription extends AutoCloseable {
  @Override
  void close();
}
