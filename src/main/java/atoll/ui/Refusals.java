package atoll.ui;

import atoll.identity.InvitationException;
import atoll.workspace.GoneException;
import atoll.workspace.IllegalMoveException;
import atoll.workspace.OwnDeviceException;
import atoll.workspace.bundle.BundleException;
import atoll.workspace.imports.ImportException;
import atoll.workspace.people.NotAllowedException;
import atoll.workspace.seal.ReadOnlyException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Why something was refused, in the words of the program. For any thread. */
public final class Refusals {
  /** The reasons, and what the keys of their words begin with. */
  static final Map<Class<?>, String> GROUPS = Map.of(
      BundleException.Why.class, "bundle",
      ImportException.Why.class, "import",
      InvitationException.Why.class, "invitation",
      OwnDeviceException.Why.class, "own-device",
      ReadOnlyException.Why.class, "read-only");

  private static final DateTimeFormatter DAY = DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
      .withLocale(Locale.ENGLISH)
      .withZone(ZoneId.systemDefault());

  private Refusals() {}

  /** What to tell a person; nothing if it is no refusal but a fault. */
  public static Optional<String> of(Throwable failure) {
    return switch (failure) {
      case BundleException e -> Optional.of(words(e.why(), e.values()));
      case ImportException e -> Optional.of(words(e.why(), e.values()));
      case InvitationException e -> Optional.of(words(e.why(), e.values()));
      case OwnDeviceException e -> Optional.of(words(e.why(), e.values()));
      case ReadOnlyException e -> Optional.of(words(e.why(), List.of()));
      case NotAllowedException _ -> Optional.of(Words.of("people.not-allowed"));
      case IllegalMoveException _ -> Optional.of(Words.of("tree.into-itself"));
      case GoneException _ -> Optional.of(Words.of("tree.gone"));
      default -> Optional.empty();
    };
  }

  private static String words(Enum<?> why, List<Object> values) {
    return Words.of("refused." + key(why), values.stream().map(Refusals::shown).toArray());
  }

  /** What the key of a reason's words ends with. */
  static String key(Enum<?> why) {
    String group = Objects.requireNonNull(GROUPS.get(why.getDeclaringClass()));
    return group + "." + why.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Object shown(Object value) {
    return value instanceof Instant at ? DAY.format(at) : value;
  }
}
