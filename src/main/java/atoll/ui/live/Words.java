package atoll.ui.live;

/** What this package says to people. */
final class Words {
  static final String STEP_REFUSED =
      "Your last change did not fit the page any more. It is kept for you to copy; paste it where it belongs.";
  static final String STEP_FAILED =
      "Atoll could not take your last change because of a fault of its own. Copy it, then reload the page.";

  private Words() {}
}
