package atoll.workspace.sim;

import atoll.crdt.ReplicaId;
import atoll.store.Envelope;
import atoll.store.memory.FailingStore;
import atoll.sync.sim.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A team that works together under a network, disks and clocks that fail, all by one seed. */
final class Team {
  private static final int STEPS = 56;
  private static final int MOST_MATES = 5;
  private static final int MOST_RELAYS = 2;

  /** Of the thousand that may happen in a step, those from here on are nobody's doing. */
  private static final int FIRST_TROUBLE = 860;

  private static final long YEARS_MILLIS = 20L * 365 * 24 * 3_600_000;

  final World world;
  private final Doings doings = new Doings();
  final List<Machine> machines = new ArrayList<>();
  private final Map<Teammate, Person> people = new HashMap<>();
  private final Map<Machine, FailingStore.Copy> images = new HashMap<>();
  private final Random random;

  private Team(long seed) {
    world = new World(seed);
    random = world.random;
    world.lossPerMille = random.nextInt(150);
    world.doublePerMille = random.nextInt(150);
    world.mostDelayMillis = 1 + random.nextInt(300);
    Teammate founder = Teammate.founder(world, "mate 0", machines);
    people.put(founder, new Person(founder, random, doings));
    person(founder).arranges();
    for (int i = 0; i < 2; i++) {
      grow(founder);
      world.run(5_000);
      person(founder).admits();
      world.run(5_000);
    }
    if (random.nextInt(3) == 0) {
      addsRelay(founder);
    }
  }

  /** Lets a team have all the trouble that a seed has in store. */
  static Team trouble(long seed) {
    Team team = new Team(seed);
    for (int step = 0; step < STEPS; step++) {
      team.world.run(team.random.nextInt(1_500));
      Teammate mate = team.any(team.mates());
      mate.acts(() -> team.act(mate));
      if (!team.relays().isEmpty() && team.random.nextInt(12) == 0) {
        RelayMachine relay = team.any(team.relays());
        relay.acts(() -> team.befalls(relay));
      }
    }
    return team;
  }

  private <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  /** The devices of people. */
  List<Teammate> mates() {
    return only(Teammate.class);
  }

  private List<RelayMachine> relays() {
    return only(RelayMachine.class);
  }

  private <T> List<T> only(Class<T> kind) {
    return machines.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  Teammate founder() {
    return mates().getFirst();
  }

  private Person person(Teammate mate) {
    return people.get(mate);
  }

  private void act(Teammate mate) {
    if (random.nextBoolean()) {
      follow(mate);
    }
    person(mate).admits();
    int what = random.nextInt(1_000);
    if (what < 480) {
      person(mate).edits();
    } else if (what < 510) {
      pairs(mate);
    } else if (what < 530) {
      person(mate).revokesAlone();
    } else if (what < 580) {
      setsBack(mate);
    } else if (what < 670) {
      person(mate).arranges();
    } else if (what < 730) {
      person(mate).comments();
    } else if (what < 790) {
      person(mate).manages();
    } else if (what < 832) {
      grow(mate);
    } else if (what < 842) {
      addsRelay(mate);
    } else if (what < FIRST_TROUBLE) {
      person(mate).removesRelay();
    } else {
      befalls(mate, what);
    }
  }

  private void befalls(RelayMachine relay) {
    // Before it knows the members it is as good as not there: only an owner who adds it again would
    // help.
    if (relay.knowsMembers() && random.nextInt(5) == 0) {
      setsBack(relay);
    } else {
      befalls(relay, FIRST_TROUBLE + random.nextInt(1_000 - FIRST_TROUBLE));
    }
  }

  /** What may befall every machine. */
  private void befalls(Machine machine, int what) {
    if (what < 900) {
      world.tally.cuts++;
      machine.moveTo(random.nextInt(2));
    } else if (what < 925) {
      machine.sleep(random.nextInt(60_000));
    } else if (what < 937) {
      machine.setClock(random.nextLong(-YEARS_MILLIS, YEARS_MILLIS));
    } else {
      harm(machine, what);
    }
  }

  /** Keeps an image of the machine, or sets it back to the one that was kept. */
  private void setsBack(Machine machine) {
    FailingStore.Copy image = images.remove(machine);
    if (image == null) {
      images.put(machine, machine.store.copy());
    } else {
      doings.count("set back");
      machine.setBack(image);
    }
  }

  /** Whoever is told to start again does so. */
  void follow() {
    mates().forEach(this::follow);
  }

  private void follow(Teammate mate) {
    if (mate.follows()) {
      doings.count("left a branch");
    }
  }

  private void harm(Machine machine, int what) {
    if (what < 960) {
      machine.store.losePowerIn(1 + random.nextInt(8));
      doings.count("armed");
    } else if (what < 970) {
      doings.count("kills");
      machine.crash();
    } else if (what < 985) {
      doings.count("restarts");
      machine.restart();
    } else {
      doings.count("full disks");
      machine.store.full(true);
      world.at(random.nextInt(20_000), () -> machine.store.full(false));
    }
  }

  /** Somebody is invited: somebody new, or one who does not belong any more. */
  private void grow(Teammate by) {
    Optional<String> invitation = person(by).invites();
    if (invitation.isEmpty()) {
      return;
    }
    List<Teammate> outside = mates().stream().filter(mate -> !mate.belongs()).toList();
    if (!outside.isEmpty() && random.nextBoolean()) {
      doings.count("invited again");
      outside.get(random.nextInt(outside.size())).uses(invitation.get());
    } else if (mates().size() < MOST_MATES) {
      Teammate mate =
          Teammate.newcomer(world, "mate " + machines.size(), machines, invitation.get());
      people.put(mate, new Person(mate, random, doings));
    }
  }

  /** Somebody gets a further device. */
  private void pairs(Teammate by) {
    if (mates().size() < MOST_MATES) {
      person(by)
          .pairs(by.name + "'s " + machines.size())
          .ifPresent(mate -> people.put(mate, new Person(mate, random, doings)));
    }
  }

  /** An owner lets a relay hold the workspace: a new one, or one that may have been removed. */
  private void addsRelay(Teammate by) {
    if (by.workspace().people().role().equals(Optional.of("owner"))) {
      RelayMachine relay = relays().size() < MOST_RELAYS
          ? new RelayMachine(world, "relay " + machines.size(), by)
          : any(relays());
      person(by).addsRelay(relay);
    }
  }

  /** Those who belong, people's devices and relays, as the founder sees it. */
  List<Machine> belonging() {
    return machines.stream()
        .filter(machine -> machine.equals(founder()) || founder().letsIn(machine))
        .toList();
  }

  /** What really happened. */
  Doings doings() {
    Doings all = new Doings();
    all.add(doings);
    Map.of(
            "lost", world.tally.lost,
            "doubled", world.tally.doubled,
            "cuts", world.tally.cuts,
            "sleeps", world.tally.sleeps,
            "crashes", world.tally.crashes,
            "clocks", world.tally.clocks)
        .forEach(all::count);
    for (Teammate mate : mates()) {
      all.count("entries a relay gave", mate.fromRelays.given());
      all.count("entries only a relay had", mate.fromRelays.onlyThere());
    }
    all.count("concurrent entries", concurrent(Agreement.entries(founder())));
    return all;
  }

  /** Entries that were written while somebody else wrote, neither knowing of the other. */
  private static long concurrent(List<Envelope> entries) {
    return entries.stream()
        .filter(one -> entries.stream().anyMatch(other -> !knows(one, other) && !knows(other, one)))
        .count();
  }

  private static boolean knows(Envelope one, Envelope other) {
    ReplicaId log = other.header().log();
    return log.equals(one.header().log())
        || one.header().dependencies().count(log) > other.header().number();
  }

  /** Ends all trouble. */
  void calm() {
    world.lossPerMille = 0;
    world.doublePerMille = 0;
    for (Machine machine : machines) {
      machine.store.losePowerIn(Integer.MAX_VALUE);
      machine.store.full(false);
      machine.moveTo(0);
    }
    world.reachabilityChanged();
  }
}
