package atoll.crdt;

/**
 * Who put the characters {@code [from, to)} in, and when. Characters that an undo brought back belong to whoever wrote them
 * first.
 *
 * @param from in UTF-16 code units
 * @param to greater than {@code from}
 * @param time milliseconds since 1970 as the writer claims; 0 if it did not say
 */
public record Authorship(int from, int to, ReplicaId author, long time) {}
