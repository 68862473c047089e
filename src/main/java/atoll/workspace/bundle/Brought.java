package atoll.workspace.bundle;

/**
 * What came of taking in a bundle.
 *
 * @param taken entries that are new here
 * @param held entries that were here already
 * @param early entries that continue what is neither here nor in the file
 * @param refused entries that may not be taken
 */
public record Brought(long taken, long held, long early, long refused) {}
