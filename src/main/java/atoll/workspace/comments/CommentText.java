package atoll.workspace.comments;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a comment says, with the persons in it: {@code @{ID:NAME}}, where the name is that of the time of writing. A name
 * behind a bare {@code @} names whoever is called so.
 *
 * @param stored comes from outside, never trusted as markup
 */
public record CommentText(String stored) {
  private static final Pattern PERSON = Pattern.compile("@\\{([0-9a-f]{64}):([^{}\\n]{1,100})\\}");

  /** The ids of the persons. */
  public Set<String> persons() {
    Set<String> ids = new TreeSet<>();
    Matcher found = PERSON.matcher(stored);
    while (found.find()) {
      ids.add(found.group(1));
    }
    return ids;
  }

  /** What is left without those persons, in which others may be named by their names alone. */
  public String withoutPersons() {
    return PERSON.matcher(stored).replaceAll("");
  }

  /**
   * The text as people read it.
   *
   * @param called what the person of an id is called now, if that is known
   */
  public String readable(Function<String, Optional<String>> called) {
    Function<MatchResult, String> name =
        person -> "@" + called.apply(person.group(1)).orElse(person.group(2));
    return PERSON
        .matcher(stored)
        .replaceAll(person -> Matcher.quoteReplacement(name.apply(person)));
  }
}
