package atoll.store.journal;

/**
 * How the end of a journal was found.
 *
 * @param end after the last sound frame
 * @param tornBytes bytes after it, of a write that was cut off before it was made durable; 0 after an orderly end
 */
public record Tail(JournalPosition end, long tornBytes) {}
