package atoll.app;

/** What a command tells the shell when it ends; documented in {@code --help}. */
public enum ExitCode {
    FINE(0, "fine"),
    FAILED(1, "something went wrong that is not the user's doing"),
    WRONG_USE(2, "wrong use of the command"),
    DATA_IN_USE(3, "the data folder is in use by another Atoll"),
    DATA_UNREADABLE(4, "the data cannot be read"),
    PORT_TAKEN(5, "the port is taken");

    private final int value;
    private final String meaning;

    ExitCode(int value, String meaning) {
        this.value = value;
        this.meaning = meaning;
    }

    /** The number that the process ends with. */
    public int value() {
        return value;
    }

    /** The meaning in a few words, for {@code --help}. */
    public String meaning() {
        return meaning;
    }
}
