package atoll.workspace.imports;

import atoll.workspace.markdown.Loss;

/** What there is to say of a file that came in otherwise than it was, or not at all. */
public sealed interface Remark {
  /** What a page cannot hold. */
  record Lost(Loss what) implements Remark {}

  /** A table that is cut after so many cells. */
  record CutTable(int cells) implements Remark {}

  /** Too large to travel to other devices. */
  record StaysHere() implements Remark {}

  /** A link of the file system. */
  record LeadsElsewhere() implements Remark {}

  /** A name that leads out of the zip, or that programs keep for themselves. */
  record BadName() implements Remark {}

  /** No page shows it or links to it. */
  record NotAsked() implements Remark {}

  /** @param why what the system says; empty if it says nothing */
  record Unreadable(String why) implements Remark {}

  /** @param most what a file may have, in megabytes */
  record TooLarge(long most) implements Remark {}

  /** @param most what a page may have of text, in megabytes */
  record TooMuchText(long most) implements Remark {}
}
