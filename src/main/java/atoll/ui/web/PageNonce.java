package atoll.ui.web;

import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import com.vaadin.flow.server.communication.IndexHtmlResponse;
import java.security.SecureRandom;
import java.util.Base64;
import org.jsoup.nodes.Element;

/** Marks the scripts that Vaadin writes into its page, so that the browser runs these and no others. */
public final class PageNonce implements VaadinServiceInitListener {
  private static final int NONCE_BYTES = 16;

  private final transient SecureRandom random = new SecureRandom();

  @Override
  public void serviceInit(ServiceInitEvent event) {
    event.addIndexHtmlRequestListener(this::mark);
  }

  private void mark(IndexHtmlResponse page) {
    byte[] bytes = new byte[NONCE_BYTES];
    random.nextBytes(bytes);
    String nonce = Base64.getEncoder().encodeToString(bytes);
    for (Element script : page.getDocument().select("script")) {
      script.attr("nonce", nonce);
    }
    page.getVaadinResponse().setHeader(SecurityHeaders.POLICY, SecurityHeaders.pagePolicy(nonce));
  }
}
