package atoll.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Prints how long a word is on its way until everybody has it: {@code INSTANCES KEYS-PER-SECOND SECONDS}. Each instance is a
 * process of its own, all are on this machine, each types into a page of its own, and all hear all pages.
 */
final class TypingBench {
  private TypingBench() {}

  public static void main(String[] args) throws Exception {
    int size = Integer.parseInt(args[0]);
    Path folder = Files.createTempDirectory("atoll-typing");
    List<RunningLent> all = new ArrayList<>();
    try {
      for (int i = 0; i < size; i++) {
        RunningLent each =
            RunningLent.start(List.of(), folder.resolve("i" + i), "127.0.0.1", "Person " + i);
        all.add(each);
        if (i == 0) {
          each.ask("create", "home");
        } else {
          each.ask("join", all.getFirst().ask("invite"));
          all.getFirst().ask("admit");
        }
        all.getFirst().ask("page", "page " + i);
        each.ask("sees", "page " + i);
      }
      for (RunningLent each : all) {
        each.ask("sees", "page " + (size - 1));
        each.ask("listen");
      }
      List<Thread> typing = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        RunningLent each = all.get(i);
        String page = "page " + i;
        typing.add(Thread.ofVirtual().start(() -> say(each, "type", page, args[1], args[2])));
      }
      for (Thread each : typing) {
        each.join();
      }
      String entries = all.getFirst().ask("entries");
      for (RunningLent each : all) {
        while (Long.parseLong(each.ask("entries")) < Long.parseLong(entries)) {
          Thread.onSpinWait();
        }
      }
      print(all, size);
    } finally {
      for (RunningLent each : all) {
        each.close();
      }
    }
  }

  private static void print(List<RunningLent> all, int size) throws IOException {
    Map<String, List<Long>> words = new TreeMap<>();
    for (RunningLent each : all) {
      for (String word : each.ask("heard").split(";", -1)) {
        String[] parts = word.split("=", -1);
        words.computeIfAbsent(parts[0], _ -> new ArrayList<>()).add(Long.parseLong(parts[1]));
      }
    }
    long missing =
        words.values().stream().filter(each -> each.size() < size - 1).count();
    List<Long> slowest = words.values().stream()
        .map(each -> each.stream().mapToLong(time -> time).max().orElseThrow())
        .sorted()
        .toList();
    System.out.printf(
        "%d words, %d not everywhere; everybody has a word after p50 %.1f ms, p99 %.1f ms, at most %.1f ms%n",
        slowest.size(),
        missing,
        slowest.get(slowest.size() / 2) / 1e3,
        slowest.get(slowest.size() * 99 / 100) / 1e3,
        slowest.getLast() / 1e3);
  }

  private static void say(RunningLent to, String... words) {
    try {
      to.ask(words);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
