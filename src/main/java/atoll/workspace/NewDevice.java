package atoll.workspace;

import atoll.crdt.RejectedException;
import atoll.crypto.ComparisonWords;
import atoll.crypto.RecoveryPhrase;
import atoll.crypto.UnsealException;
import atoll.crypto.WorkspaceId;
import atoll.identity.InvitationException;
import atoll.identity.RelayText;
import atoll.identity.joining.Offer;
import atoll.identity.membership.Membership;
import atoll.identity.membership.MembershipRecord;
import atoll.identity.own.DeviceCode;
import atoll.identity.own.PairingAnswer;
import atoll.identity.own.PairingQuestion;
import atoll.workspace.OwnDeviceException.Why;
import atoll.workspace.bundle.Brought;
import atoll.workspace.bundle.BundleService;
import atoll.workspace.people.Self;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;

/**
 * How this device becomes one of a person who has others: by a code that another device shows, or by the recovery words. Only
 * before it has workspaces of its own. Its methods wait for the network and for people.
 */
public final class NewDevice {
  private static final Logger LOG = Logger.getLogger(NewDevice.class.getName());
  private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(700);
  private static final int QUESTIONS_IN_VAIN = 8;

  private final Instance instance;
  private final Doorstep doorstep;
  private final OwnDevices own;
  private final RandomGenerator random;
  private final Supplier<Instant> clock;

  NewDevice(
      Instance instance,
      Doorstep doorstep,
      OwnDevices own,
      RandomGenerator random,
      Supplier<Instant> clock) {
    this.instance = instance;
    this.doorstep = doorstep;
    this.own = own;
    this.random = random;
    this.clock = clock;
  }

  /** Whether a word could be one of the recovery words. */
  public static boolean isRecoveryWord(String word) {
    return RecoveryPhrase.isWord(word);
  }

  /**
   * Asks the device that showed the code until its person decides; then this device is that person's, and has begun to
   * fetch all workspaces.
   *
   * @param text what the other device shows: its line, or its address and eight words
   * @param words hears the six words that both screens must show, as soon as the other device answers
   * @param goesOn whether to go on asking
   * @return whether it is; not if it was told to stop
   * @throws InvitationException if the text is no code that is good now
   */
  public boolean pair(String text, Consumer<List<String>> words, BooleanSupplier goesOn)
      throws OwnDeviceException, InvitationException, InterruptedException {
    requireFresh();
    DeviceCode code = DeviceCode.parse(text, clock.get());
    PairingQuestion question =
        new PairingQuestion(instance.self().certificate().device(), instance.deviceName());
    int inVain = 0;
    boolean heard = false;
    while (goesOn.getAsBoolean()) {
      Optional<Reply> reply = ask(code, question);
      if (reply.isEmpty() && ++inVain >= QUESTIONS_IN_VAIN) {
        throw new OwnDeviceException(Why.NO_ANSWER, String.join(", ", code.addresses()));
      }
      if (reply.isPresent()) {
        inVain = 0;
        PairingAnswer answer = reply.get().answer();
        switch (answer) {
          case PairingAnswer.Refused refused -> throw new OwnDeviceException(Why.REFUSED);
          case PairingAnswer.Waiting waiting -> {
            if (!heard) {
              heard = true;
              words.accept(ComparisonWords.of(
                  waiting.by().id().key(),
                  question.device().id().key(),
                  code.secret().toBytes()));
            }
          }
          case PairingAnswer.Granted granted -> {
            become(granted, reply.get().address());
            return true;
          }
        }
      }
      Thread.sleep(BETWEEN_QUESTIONS);
    }
    return false;
  }

  private record Reply(PairingAnswer answer, String address) {}

  private Optional<Reply> ask(DeviceCode code, PairingQuestion question) throws OwnDeviceException {
    boolean refused = false;
    for (String address : code.addresses()) {
      try {
        byte[] sealed = question.seal(code.secret(), random);
        Optional<Doorstep.Answered> answered = doorstep.ask(address, sealed);
        if (answered.isEmpty()) {
          refused = true;
          continue;
        }
        PairingAnswer answer =
            PairingAnswer.open(code.secret(), sealed, answered.get().bytes());
        if (answered.get().by().test(answer.by().id().key())) {
          return Optional.of(new Reply(answer, address));
        }
      } catch (IOException | RejectedException e) {
        LOG.log(Level.FINE, "No device answers the code at " + address, e);
      }
    }
    if (refused) {
      throw new OwnDeviceException(Why.UNKNOWN_CODE);
    }
    return Optional.empty();
  }

  private void become(PairingAnswer.Granted granted, String address) throws OwnDeviceException {
    Self before = instance.self();
    if (!granted.certificate().device().equals(before.certificate().device())
        || !granted.certificate().certifies(granted.person())) {
      throw new OwnDeviceException(Why.MISTAKE);
    }
    Self now = new Self(before.device(), granted.person(), granted.certificate());
    try {
      List<WorkspaceId> ids =
          own.ask(address, now, by -> by.test(granted.by().id().key()));
      instance.become(now);
      instance.namePerson(granted.name());
      var _ = own.adoptAll(ids, address);
    } catch (IOException e) {
      throw new OwnDeviceException(Why.STOPPED);
    }
  }

  /**
   * Makes this device one of the person whose recovery words these are, and begins to fetch the workspaces that are held
   * where it asks.
   *
   * @param words as a person types them
   * @param where an address, or any text of Atoll's that holds some: an invitation, the code of a device, what a relay printed
   * @throws InvitationException if it is such a text, and cut or too old
   */
  public void restore(String words, String where) throws OwnDeviceException, InvitationException {
    requireFresh();
    RecoveryPhrase phrase = phrase(words);
    List<String> addresses = addresses(where);
    Self candidate = Self.of(instance.self().device(), phrase);
    List<Workspace> found = new ArrayList<>();
    boolean met = false;
    for (String address : addresses) {
      try {
        List<WorkspaceId> ids = own.ask(address, candidate, by -> true);
        met = true;
        if (!ids.isEmpty()) {
          instance.recover(candidate, phrase.keys());
          found.addAll(own.adoptAll(ids, address));
          break;
        }
      } catch (IOException e) {
        LOG.log(Level.FINE, "Nobody is met at " + address, e);
      }
    }
    if (found.isEmpty()) {
      throw met
          ? new OwnDeviceException(Why.NOTHING_THERE)
          : new OwnDeviceException(Why.NOBODY_THERE, String.join(", ", addresses));
    }
    found.forEach(NewDevice::restore);
    name(found);
    instance.recovered();
  }

  /**
   * Makes this device one of the person whose recovery words these are, by files that were carried by hand and nothing else:
   * the workspaces come back as the files hold them. Others are looked for once the instance meets others.
   *
   * @param words as a person types them
   * @param bundles may be of several workspaces, and several of one
   * @return what came of each file
   * @throws OwnDeviceException if the words are wrong, or no file is of a workspace of their person; then nothing has changed
   * @throws IOException if one is no whole bundle; then nothing has changed
   */
  public List<Brought> restoreFrom(String words, List<Path> bundles)
      throws OwnDeviceException, IOException {
    requireFresh();
    RecoveryPhrase phrase = phrase(words);
    Self candidate = Self.of(instance.self().device(), phrase);
    Map<Path, Membership> mine = new LinkedHashMap<>();
    for (Path bundle : bundles) {
      Membership membership = BundleService.membership(bundle);
      if (membership
          .state()
          .filter(now -> now.members().containsKey(candidate.person().id()))
          .isPresent()) {
        mine.put(bundle, membership);
      }
    }
    if (mine.isEmpty()) {
      throw new OwnDeviceException(Why.NOTHING_IN_FILES);
    }
    instance.recover(candidate, phrase.keys());
    mine.values().forEach(membership -> {
      Workspace found = instance.openedFor(membership.workspace());
      found
          .sharing()
          .adopt(membership.records().stream().map(MembershipRecord::toBytes).toList());
    });
    List<Workspace> found = instance.workspaces();
    found.forEach(NewDevice::restore);
    List<Brought> brought = new ArrayList<>();
    for (Path bundle : mine.keySet()) {
      brought.add(instance.bringIn(bundle));
    }
    int at = 0;
    for (Path bundle : mine.keySet()) {
      // What it continues may have been in a later file.
      if (brought.get(at).early() > 0) {
        brought.set(at, instance.bringIn(bundle));
      }
      at++;
    }
    name(found);
    instance.recovered();
    found.forEach(instance::meetAsOthers);
    return brought;
  }

  private static RecoveryPhrase phrase(String typed) throws OwnDeviceException {
    List<String> words = RecoveryPhrase.typed(typed);
    if (words.size() != RecoveryPhrase.WORDS) {
      throw new OwnDeviceException(Why.WORD_COUNT, RecoveryPhrase.WORDS, words.size());
    }
    for (int i = 0; i < words.size(); i++) {
      if (!RecoveryPhrase.isWord(words.get(i))) {
        throw new OwnDeviceException(Why.NO_WORD, i + 1);
      }
    }
    try {
      return RecoveryPhrase.parse(typed);
    } catch (UnsealException e) {
      throw new OwnDeviceException(Why.WORDS_DIFFER);
    }
  }

  /** The person is called as the records say. */
  private void name(List<Workspace> found) {
    instance.namePerson(found.stream()
        .map(each -> each.people().ownName())
        .filter(name -> !name.isBlank())
        .findFirst()
        .orElseGet(instance::deviceName));
  }

  /** What is wrong with one workspace must not keep the others away. */
  private static void restore(Workspace found) {
    try {
      found.sharing().restore();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "A workspace could not be restored: its keys did not come", e);
    }
  }

  private void requireFresh() {
    if (!instance.workspaces().isEmpty()) {
      throw new IllegalStateException("this device has workspaces of its person already");
    }
  }

  private List<String> addresses(String where) throws OwnDeviceException, InvitationException {
    List<String> addresses = DeviceCode.addressesIn(where);
    if (where.contains(DeviceCode.PREFIX)) {
      addresses = DeviceCode.parse(where, clock.get()).addresses();
    } else if (where.contains(Offer.PREFIX)) {
      addresses = Offer.parse(where, clock.get()).addresses();
    } else if (where.contains(RelayText.PREFIX)) {
      addresses = RelayText.parse(where).addresses();
    }
    if (addresses.isEmpty()) {
      throw new OwnDeviceException(Why.NO_ADDRESS);
    }
    return addresses;
  }
}
