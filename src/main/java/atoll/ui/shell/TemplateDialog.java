package atoll.ui.shell;

import atoll.ui.Words;
import atoll.workspace.Workspace;
import atoll.workspace.templates.Template;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Asks which template it is to be. */
final class TemplateDialog {
  private TemplateDialog() {}

  static void open(Workspace workspace, Consumer<Template> chosen) {
    Dialog dialog = new Dialog();
    dialog.addClassName("sheet");
    dialog.addClassName("small");
    dialog.setHeaderTitle(Words.of("template.title"));
    Div list = new Div();
    list.addClassName("template-list");
    List<Template> all = new ArrayList<>(workspace.templates().all());
    all.addAll(BuiltInTemplates.all());
    for (Template template : all) {
      list.add(line(template, () -> {
        dialog.close();
        chosen.accept(template);
      }));
    }
    dialog.add(new Paragraph(Words.of("template.lead")), list);
    dialog.getFooter().add(new Button(Words.of("cancel"), click -> dialog.close()));
    dialog.open();
    list.getChildren().findFirst().ifPresent(first -> first.getElement().callJsFunction("focus"));
  }

  private static NativeButton line(Template template, Runnable chosen) {
    Span sign =
        new Span(template.look().icon().isEmpty() ? "📄" : template.look().icon());
    sign.getElement().setAttribute("aria-hidden", "true");
    NativeButton line = new NativeButton("", click -> chosen.run());
    line.add(sign, new Span(Words.titled(template.title())));
    if (template instanceof Template.OfWorkspace) {
      Span own = new Span(Words.of("template.own"));
      own.addClassName("template-own");
      line.add(own);
    }
    line.addClassName("side-row");
    return line;
  }
}
