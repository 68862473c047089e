package atoll.workspace.imports;

import atoll.workspace.PageLook;
import atoll.workspace.markdown.LookMatter;
import atoll.workspace.markdown.Targets;
import java.util.Optional;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** The icon and the picture that Notion, or Atoll, writes above a page in HTML. */
final class HtmlLook {
  private HtmlLook() {}

  /** Reads both and takes them out of the document. */
  static PageLook take(Document document, Targets targets) {
    Element picture = document.selectFirst("img.page-cover-image, img.cover");
    Element icon = document.selectFirst(".page-header-icon .icon, article > .icon");
    boolean wide = document.selectFirst("article.wide, article.full-width") != null;
    Optional<PageLook.Cover> cover = Optional.ofNullable(picture)
        .flatMap(image -> targets
            .file(image.attr("src"))
            .flatMap(kept -> LookMatter.cover(kept, LookMatter.place(image.attr("style")))));
    if (picture != null) {
      picture.remove();
    }
    document.select(".page-header-icon, article > .icon").remove();
    return new PageLook(icon == null ? "" : icon.text().strip(), cover, wide);
  }
}
