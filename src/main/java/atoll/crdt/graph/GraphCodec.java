package atoll.crdt.graph;

import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.crdt.ReplicaId;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;

/**
 * The graph as bytes: the writers, then for each run its length, its writer, and its parents as steps back from its start;
 * counters and Lamport times follow from these.
 */
public final class GraphCodec {
  private static final int MOST_OPERATIONS = 1 << 29;
  private static final int LEAST_RUN_BYTES = 3;

  private GraphCodec() {}

  public static void write(ByteWriter out, CausalGraph graph) {
    out.varint(graph.agents());
    for (int agent = 0; agent < graph.agents(); agent++) {
      out.i64(graph.replica(agent).value());
    }
    out.varint(graph.runs());
    for (int run = 0; run < graph.runs(); run++) {
      out.varint(graph.end(run) - graph.start(run));
    }
    for (int run = 0; run < graph.runs(); run++) {
      out.varint(graph.agent(run));
    }
    Heads heads = new Heads();
    for (int run = 0; run < graph.runs(); run++) {
      int[] parents = graph.parents(run);
      boolean follows = heads.are(parents);
      out.varint(follows ? 0 : parents.length + 1);
      if (!follows) {
        for (int parent : parents) {
          out.varint(graph.start(run) - parent);
        }
      }
      heads.advance(parents, graph.end(run) - 1);
    }
  }

  /** Reads into an empty graph: twice, so that nothing is kept of a column while another is read. */
  public static void read(ByteReader in, CausalGraph graph) throws RejectedException {
    int agents = in.count(in.left() / ReplicaId.SIZE_BYTES);
    for (int agent = 0; agent < agents; agent++) {
      if (graph.agentOf(new ReplicaId(in.i64())) != agent) {
        throw new RejectedException(Reason.MALFORMED, "a writer is named twice");
      }
    }
    int runs = in.count(in.left() / LEAST_RUN_BYTES);
    ByteReader lengths = in.ahead();
    passLengths(in, runs);
    ByteReader writers = in.ahead();
    int[] counts = new int[agents];
    for (int run = 0; run < runs; run++) {
      counts[in.count(agents - 1)]++;
    }
    graph.reserve(runs, counts);
    Heads newest = new Heads();
    int[] none = {};
    int[] one = {0};
    for (int run = 0; run < runs; run++) {
      int count = in.count(in.left());
      int[] parents;
      if (count == 0) {
        one[0] = newest.only();
        parents = one[0] < 0 ? newest.all() : one;
      } else {
        parents = count == 1 ? none : count == 2 ? one : new int[count - 1];
        readParents(in, parents, graph.size());
      }
      graph.restore(writers.count(agents - 1), parents, lengths.count(MOST_OPERATIONS), newest);
    }
    in.end();
    graph.restored(newest);
  }

  private static void passLengths(ByteReader in, int runs) throws RejectedException {
    long size = 0;
    for (int run = 0; run < runs; run++) {
      int length = in.count(MOST_OPERATIONS);
      size += length;
      if (length == 0 || size > MOST_OPERATIONS) {
        throw new RejectedException(Reason.MALFORMED, "a run of " + length + " up to " + size);
      }
    }
  }

  private static void readParents(ByteReader in, int[] parents, int start)
      throws RejectedException {
    for (int i = 0; i < parents.length; i++) {
      parents[i] = start - in.count(start);
      if (parents[i] >= start || i > 0 && parents[i] <= parents[i - 1]) {
        throw new RejectedException(Reason.BAD_PARENTS, "parents are not in order");
      }
    }
  }
}
