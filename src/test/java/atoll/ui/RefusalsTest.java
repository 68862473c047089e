package atoll.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.identity.InvitationException;
import atoll.workspace.imports.ImportException;
import atoll.workspace.people.NotAllowedException;
import atoll.workspace.seal.ReadOnlyException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class RefusalsTest {
  @Test
  void everyReason_hasWords_andNoOthersAreKept() {
    Set<String> reasons = new TreeSet<>();
    for (Class<?> group : Refusals.GROUPS.keySet()) {
      for (Object why : group.getEnumConstants()) {
        reasons.add("refused." + Refusals.key((Enum<?>) why));
      }
    }
    Set<String> worded = Words.all().keySet().stream()
        .filter(key -> key.startsWith("refused."))
        .collect(Collectors.toCollection(TreeSet::new));
    assertTrue(reasons.size() > 30, reasons::toString);
    assertEquals(reasons, worded);
  }

  @Test
  void values_areFilledIn() {
    assertEquals(
        Optional.of(
            "There are more than 50,000 files. Bring them in in parts, a folder at a time."),
        Refusals.of(new ImportException(ImportException.Why.TOO_MANY_FILES, 50_000)));
    assertEquals(
        Optional.of("The zip a.zip is damaged (it's cut). Get it again."),
        Refusals.of(new ImportException(ImportException.Why.DAMAGED, "a.zip", "it's cut")));
    String expired = Refusals.of(new InvitationException(
            InvitationException.Why.EXPIRED, Instant.parse("2031-05-15T12:00:00Z")))
        .orElseThrow();
    assertTrue(expired.contains("May 15, 2031"), expired);
  }

  @Test
  void rightsThatAreMissing_haveWords_andAFaultHasNone() {
    assertTrue(Refusals.of(new ReadOnlyException(ReadOnlyException.Why.ROLE))
        .orElseThrow()
        .contains("another role"));
    assertFalse(Refusals.of(new NotAllowedException()).orElseThrow().isBlank());
    assertEquals(Optional.empty(), Refusals.of(new IllegalStateException("a fault")));
  }
}
