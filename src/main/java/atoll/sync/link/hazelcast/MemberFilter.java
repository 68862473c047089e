package atoll.sync.link.hazelcast;

import com.hazelcast.config.JavaSerializationFilterConfig;

/**
 * Which objects of Java may come from other members: the exceptions with which they answer each other, and the state that
 * they agree on while two clusters become one. Everything else is refused before it is built. With an empty list everything
 * would be let through; with less than this, an operation that should be tried again waits for its whole timeout, and two
 * clusters of several members never merge.
 */
final class MemberFilter {
  private static final String[] STATE = {"com.hazelcast.cluster.ClusterState", "java.lang.Enum"};

  private static final String[] EXCEPTIONS_OF_JAVA = {
    "[Ljava.lang.StackTraceElement;",
    "[Ljava.lang.Throwable;",
    "java.io.EOFException",
    "java.io.IOException",
    "java.lang.ArithmeticException",
    "java.lang.AssertionError",
    "java.lang.ClassCastException",
    "java.lang.ClassNotFoundException",
    "java.lang.Error",
    "java.lang.Exception",
    "java.lang.IllegalArgumentException",
    "java.lang.IllegalStateException",
    "java.lang.IndexOutOfBoundsException",
    "java.lang.InterruptedException",
    "java.lang.NullPointerException",
    "java.lang.ReflectiveOperationException",
    "java.lang.RuntimeException",
    "java.lang.SecurityException",
    "java.lang.StackTraceElement",
    "java.lang.Throwable",
    "java.lang.UnsupportedOperationException",
    "java.net.ConnectException",
    "java.net.SocketException",
    "java.net.UnknownHostException",
    "java.nio.channels.ClosedChannelException",
    "java.util.ConcurrentModificationException",
    "java.util.NoSuchElementException",
    "java.util.Collections$EmptyList",
    "java.util.concurrent.CancellationException",
    "java.util.concurrent.CompletionException",
    "java.util.concurrent.ExecutionException",
    "java.util.concurrent.RejectedExecutionException",
    "java.util.concurrent.TimeoutException"
  };

  private static final String[] EXCEPTIONS_OF_MEMBERS = {
    "com.hazelcast.core.HazelcastException",
    "com.hazelcast.core.HazelcastInstanceNotActiveException",
    "com.hazelcast.core.HazelcastOverloadException",
    "com.hazelcast.core.IndeterminateOperationStateException",
    "com.hazelcast.core.LocalMemberResetException",
    "com.hazelcast.core.MemberLeftException",
    "com.hazelcast.core.OperationTimeoutException",
    "com.hazelcast.core.RuntimeInterruptedException",
    "com.hazelcast.internal.cluster.impl.ClusterTopologyChangedException",
    "com.hazelcast.internal.cluster.impl.ConfigMismatchException",
    "com.hazelcast.internal.cluster.impl.MasterNodeChangedException",
    "com.hazelcast.internal.cluster.impl.VersionMismatchException",
    "com.hazelcast.internal.partition.PartitionStateVersionMismatchException",
    "com.hazelcast.nio.serialization.HazelcastSerializationException",
    "com.hazelcast.partition.NoDataMemberInClusterException",
    "com.hazelcast.spi.exception.CallerNotMemberException",
    "com.hazelcast.spi.exception.DistributedObjectDestroyedException",
    "com.hazelcast.spi.exception.PartitionMigratingException",
    "com.hazelcast.spi.exception.ResponseAlreadySentException",
    "com.hazelcast.spi.exception.RetryableHazelcastException",
    "com.hazelcast.spi.exception.RetryableIOException",
    "com.hazelcast.spi.exception.ServiceNotFoundException",
    "com.hazelcast.spi.exception.TargetDisconnectedException",
    "com.hazelcast.spi.exception.TargetNotMemberException",
    "com.hazelcast.spi.exception.WrongTargetException",
    "com.hazelcast.transaction.TransactionException",
    "com.hazelcast.transaction.TransactionNotActiveException",
    "com.hazelcast.transaction.TransactionTimedOutException"
  };

  private MemberFilter() {}

  static JavaSerializationFilterConfig of() {
    JavaSerializationFilterConfig filter = new JavaSerializationFilterConfig();
    filter.setDefaultsDisabled(true);
    filter
        .getWhitelist()
        .addClasses(STATE)
        .addClasses(EXCEPTIONS_OF_JAVA)
        .addClasses(EXCEPTIONS_OF_MEMBERS);
    return filter;
  }
}
