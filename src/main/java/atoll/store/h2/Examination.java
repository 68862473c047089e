package atoll.store.h2;

import java.util.List;
import java.util.Optional;

/**
 * What an examination of a data folder came to.
 *
 * @param frames frames of the journal that are sound
 * @param entries entries of all logs in them
 * @param findings what is wrong; empty if all is well
 * @param mended what was done about it; empty if nothing was
 */
public record Examination(
    long frames, long entries, List<Finding> findings, Optional<Mending> mended) {
  public Examination {
    findings = List.copyOf(findings);
  }

  /**
   * What mending did.
   *
   * @param kept where the damaged parts are now; nothing is ever deleted
   * @param entries entries that are in the store now
   * @param lost entries that were found, but do not follow any that was
   */
  public record Mending(List<String> kept, long entries, long lost) {
    public Mending {
      kept = List.copyOf(kept);
    }
  }

  /** Whether everything is as it was written. */
  public boolean isSound() {
    return findings.isEmpty();
  }

  boolean found(Finding.Kind kind) {
    return findings.stream().anyMatch(finding -> finding.kind() == kind);
  }
}
