package atoll.workspace;

import atoll.store.DocumentId;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which documents' rows are to be written, and when: as soon as nothing changes for the time between two looks, and after some
 * looks at the latest. For any thread.
 */
final class RowsDue {
  /** Somebody who types without a pause is not waited for longer. */
  static final int MOST_LOOKS = 15;

  /** What the last run left behind has to be read from the log first, and may wait until a whole workspace has come. */
  static final int MOST_LOOKS_LEFT_BEHIND = 200;

  private final Set<DocumentId> touched = new LinkedHashSet<>();
  private final Set<DocumentId> leftBehind = new LinkedHashSet<>();
  private boolean quiet = true;
  private boolean calm;
  private boolean planned;
  private int looks;
  private int looksLeftBehind;

  /** The last run may not have written the document's rows; says whether the next look is to be planned. */
  synchronized boolean leftBehind(DocumentId document) {
    leftBehind.add(document);
    return plan();
  }

  /** The document changed; says whether the next look is to be planned. */
  synchronized boolean touched(DocumentId document) {
    quiet = false;
    calm = false;
    touched.add(document);
    return plan();
  }

  /** What has to be written now. */
  synchronized List<DocumentId> look() {
    boolean now = quiet || ++looks >= MOST_LOOKS;
    looksLeftBehind = leftBehind.isEmpty() ? 0 : looksLeftBehind + 1;
    calm = quiet;
    quiet = true;
    if (!now) {
      return List.of();
    }
    looks = 0;
    List<DocumentId> due = List.copyOf(touched);
    touched.clear();
    leftBehind.removeAll(due);
    return due;
  }

  /** A document that was left behind, if nothing changed for a while until now, or if it has waited for long. */
  synchronized Optional<DocumentId> nextLeftBehind() {
    boolean now = calm || looksLeftBehind >= MOST_LOOKS_LEFT_BEHIND;
    if (!now || leftBehind.isEmpty()) {
      return Optional.empty();
    }
    Iterator<DocumentId> first = leftBehind.iterator();
    DocumentId next = first.next();
    first.remove();
    return Optional.of(next);
  }

  /** The look is over; says whether the next one is to be planned. */
  synchronized boolean looked() {
    planned = false;
    return !(touched.isEmpty() && leftBehind.isEmpty()) && plan();
  }

  private boolean plan() {
    boolean first = !planned;
    planned = true;
    return first;
  }
}
