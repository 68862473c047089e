package atoll.workspace.people;

import java.util.List;

/**
 * Somebody who has an invitation and asks to be let in.
 *
 * @param id names the question
 * @param person how the newcomer is called, as the newcomer says
 * @param device how the newcomer's device is called
 * @param role what the invitation offers, in lower case
 * @param words what both must see; if they differ, somebody stands between
 */
public record Asking(String id, String person, String device, String role, List<String> words) {
  public Asking {
    words = List.copyOf(words);
  }
}
