package atoll.ui.own;

import atoll.ui.QrPicture;
import atoll.ui.Words;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;

/** The page that is printed and kept: whose words, which words, what for. The rest of the view is not on paper. */
final class RecoverySheet extends Div {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(Locale.ENGLISH);

  RecoverySheet(String person, LocalDate day, List<String> words) {
    addClassName("recovery-sheet");
    OrderedList list = new OrderedList();
    list.addClassName("recovery-words");
    words.forEach(word -> list.add(new ListItem(word)));
    Div facts =
        new Div(fact("recovery.sheet.of", person), fact("recovery.sheet.date", DAY.format(day)));
    facts.addClassName("facts");
    QrPicture code =
        new QrPicture(String.join(" ", words).toUpperCase(Locale.ROOT), Words.of("recovery.qr"));
    Div head = new Div(new H2(Words.of("recovery.sheet")), facts);
    head.addClassName("head");
    Div foot = new Div(
        new Div(
            new Paragraph(Words.of("recovery.sheet.for")),
            new Paragraph(Words.of("recovery.sheet.safe"))),
        code);
    foot.addClassName("foot");
    add(head, list, foot);
  }

  private static Div fact(String key, String value) {
    Span label = new Span(Words.of(key));
    label.addClassName("label");
    return new Div(label, new Span(value));
  }
}
