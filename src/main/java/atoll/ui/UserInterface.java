package atoll.ui;

/** Marks the topmost package of the views, for those who look for them. */
public final class UserInterface {

  private UserInterface() {}
}
