package atoll.sync.link;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Connections that begin inside of a network namespace: a socket stays in the one that its thread was in when it was made. */
@SuppressWarnings("restricted")
final class Namespace {
  private static final int CLONE_NEWNET = 0x40000000;
  private static final MethodHandle OPEN =
      function("open", ValueLayout.ADDRESS, Linker.Option.firstVariadicArg(2));
  private static final MethodHandle SETNS = function("setns", ValueLayout.JAVA_INT);
  private static final MethodHandle CLOSE = Linker.nativeLinker()
      .downcallHandle(
          Linker.nativeLinker().defaultLookup().findOrThrow("close"),
          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

  private Namespace() {}

  /** A connection to a port on loopback there. */
  static Socket dial(String namespace, int port) throws IOException {
    CompletableFuture<Socket> dialled = new CompletableFuture<>();
    Thread.ofPlatform().daemon().name("dial " + namespace).start(() -> {
      Socket socket = new Socket();
      try {
        enter(namespace);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        dialled.complete(socket);
      } catch (IOException e) {
        dialled.completeExceptionally(e);
      }
    });
    try {
      return dialled.join();
    } catch (CompletionException e) {
      throw new IOException("nobody answers at " + port + " in " + namespace, e.getCause());
    }
  }

  /** The thread is there from now on, until it ends. */
  private static void enter(String namespace) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment path = arena.allocateFrom("/run/netns/" + namespace);
      int file = (int) OPEN.invokeExact(path, 0);
      int done = (int) SETNS.invokeExact(file, CLONE_NEWNET);
      int closed = (int) CLOSE.invokeExact(file);
      if (file < 0 || done != 0 || closed != 0) {
        throw new IOException("the namespace " + namespace + " cannot be entered");
      }
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IOException(e);
    }
  }

  private static MethodHandle function(String name, MemoryLayout first, Linker.Option... options) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name),
        FunctionDescriptor.of(ValueLayout.JAVA_INT, first, ValueLayout.JAVA_INT),
        options);
  }
}
