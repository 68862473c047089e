package atoll.identity.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.identity.Role;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever the order in which records come, one by one or together, their reading is the same. */
class ArrivalOrderTest {
  private static final int ORDERS = Integer.getInteger("orders", 1_000);
  private static final long SEED = Long.getLong("orders.seed", 11);
  private static final int RANDOM_CASES = 40;
  private static final int RANDOM_RECORDS = 16;

  /** Small cases where who wins must not hang on who was heard first. */
  enum Case {
    TWO_REMOVE_AN_OWNER,
    MUTUAL_REMOVAL,
    RING,
    REMOVED_LETS_SOMEBODY_IN,
    REMOVED_DEVICE_PAIRS_ANOTHER,
    ROLES_AT_THE_SAME_TIME,
    KEYS_TURNED_AT_THE_SAME_TIME;

    Cast play() {
      Cast cast = new Cast();
      var a = cast.by(cast.founder, Cast.add(cast.ann, Role.OWNER), cast.first);
      var b = cast.by(cast.founder, Cast.add(cast.bob, Role.OWNER), a);
      var c = cast.by(cast.founder, Cast.add(cast.cat, Role.OWNER), b);
      switch (this) {
        case TWO_REMOVE_AN_OWNER -> {
          cast.by(cast.ann, Cast.remove(cast.cat, 5, 4), c);
          cast.by(cast.bob, Cast.remove(cast.cat, 5, 9), c);
          cast.by(cast.cat, Cast.remove(cast.ann), c);
        }
        case MUTUAL_REMOVAL -> {
          cast.by(cast.ann, Cast.remove(cast.bob), c);
          var m = cast.by(cast.bob, Cast.role(cast.cat, Role.VIEWER), c);
          cast.by(cast.bob, Cast.remove(cast.ann), m);
        }
        case RING -> {
          cast.by(cast.ann, Cast.remove(cast.bob), c);
          cast.by(cast.bob, Cast.remove(cast.cat), c);
          cast.by(cast.cat, Cast.remove(cast.ann), c);
        }
        case REMOVED_LETS_SOMEBODY_IN -> {
          Cast.Person dan = Cast.person(9);
          var in = cast.by(cast.bob, Cast.add(dan, Role.OWNER), c);
          cast.by(dan, Cast.remove(cast.ann), in);
          cast.by(cast.ann, Cast.remove(cast.bob), c);
        }
        case REMOVED_DEVICE_PAIRS_ANOTHER -> {
          Cast.Machine phone = Cast.another(cast.ann, 2);
          Cast.Machine found = Cast.restored(cast.ann, 2);
          cast.by(cast.ann, Cast.device(cast.ann, phone), c);
          var back = cast.by(found, Cast.device(cast.ann, found), c);
          cast.by(found, Cast.remove(cast.ann.first()), back);
        }
        case ROLES_AT_THE_SAME_TIME -> {
          cast.by(cast.ann, Cast.role(cast.cat, Role.EDITOR), c);
          cast.by(cast.bob, Cast.role(cast.cat, Role.COMMENTER), c);
          cast.by(cast.cat, Cast.role(cast.ann, Role.VIEWER), c);
        }
        case KEYS_TURNED_AT_THE_SAME_TIME -> {
          var x = cast.by(cast.ann, Cast.remove(cast.bob), c);
          cast.by(cast.ann, Cast.key(1, cast.ann.keys().receive()), x);
          cast.by(cast.founder, Cast.key(2, cast.bob.keys().receive()), c);
        }
      }
      return cast;
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyOrder_givesTheSameReading(Case each) {
    check(each.play(), ORDERS, new Random(SEED));
  }

  @Test
  void everyOrderOfRandomCases_givesTheSameReading() {
    int fell = 0;
    for (int i = 0; i < RANDOM_CASES; i++) {
      Cast cast = random(new Random(SEED + i));
      Membership read = cast.read();
      fell +=
          (int) cast.all.stream().filter(record -> !read.counts(record.hash())).count();
      check(cast, 25, new Random(SEED + i));
    }
    assertTrue(fell > RANDOM_CASES, "only " + fell + " records fell, so little was tried");
  }

  private static void check(Cast cast, int orders, Random random) {
    Membership expected = cast.read();
    List<MembershipRecord> order = new ArrayList<>(cast.all);
    for (int i = 0; i < orders; i++) {
      Collections.shuffle(order, random);
      Membership built = Membership.read(cast.workspace(), List.of());
      for (MembershipRecord record : order) {
        built = built.plus(List.of(record));
      }
      assertEquals(expected.state(), built.state(), () -> "in the order " + order);
      assertEquals(counted(expected), counted(built), () -> "in the order " + order);
      assertEquals(expected.heads(), built.heads());
    }
  }

  private static List<MembershipRecord> counted(Membership membership) {
    return membership.records().stream()
        .filter(record -> membership.counts(record.hash()))
        .toList();
  }

  /** Owners who do anything to anybody, each knowing a part of what the others did. */
  private static Cast random(Random random) {
    Cast cast = new Cast();
    List<Cast.Person> people = List.of(cast.founder, cast.ann, cast.bob, cast.cat);
    for (int i = 0; i < RANDOM_RECORDS; i++) {
      Cast.Person author = people.get(random.nextInt(people.size()));
      Cast.Person other = people.get(random.nextInt(people.size()));
      Statement statement = switch (random.nextInt(4)) {
        case 0 -> Cast.remove(other);
        case 1 -> Cast.role(other, Role.values()[random.nextInt(4)]);
        default -> Cast.add(other, Role.OWNER);
      };
      MembershipRecord[] parents = Stream.generate(
              () -> cast.all.get(Math.max(0, cast.all.size() - 1 - random.nextInt(4))))
          .limit(1 + random.nextInt(2))
          .toArray(MembershipRecord[]::new);
      cast.by(author, statement, parents);
    }
    return cast;
  }
}
