package atoll.ui.web;

import com.vaadin.flow.di.LookupInitializer;
import com.vaadin.flow.server.InitParameters;
import com.vaadin.flow.server.startup.ErrorNavigationTargetInitializer;
import com.vaadin.flow.server.startup.LookupServletContainerInitializer;
import com.vaadin.flow.server.startup.RouteRegistryInitializer;
import com.vaadin.flow.server.startup.ServletContextListeners;
import com.vaadin.flow.server.startup.VaadinAppShellInitializer;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.annotation.HandlesTypes;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.util.resource.Resource;
import org.eclipse.jetty.util.resource.ResourceFactory;

/**
 * Sets Vaadin up in a servlet context, with the classes it would otherwise look for in every jar.
 *
 * <p>A servlet container finds routes by reading all class files on the class path at each start. We know where our
 * views are, so each of Vaadin's initializers is handed those of them that it declares an interest in.
 */
final class VaadinApplication {

  private static final List<ServletContainerInitializer> INITIALIZERS = List.of(
      new LookupServletContainerInitializer(),
      new RouteRegistryInitializer(),
      new ErrorNavigationTargetInitializer(),
      new VaadinAppShellInitializer());

  private VaadinApplication() {}

  /** Makes the context that serves the views among the given classes, and static files of all jars. */
  static ServletContextHandler context(
      List<Class<?>> candidates, List<ServerEndpointConfig> sockets) throws IOException {
    ServletContextHandler context = bareContext(sockets);
    context.setBaseResource(staticFiles(ResourceFactory.of(context)));
    context.setInitParameter(InitParameters.SERVLET_PARAMETER_PRODUCTION_MODE, "true");
    List<Class<?>> classes = new ArrayList<>(candidates);
    classes.add(
        LookupInitializer
            .class); // what the first initializer expects to be found in Vaadin's own jar
    for (ServletContainerInitializer initializer : INITIALIZERS) {
      context.addServletContainerInitializer(initializer, wantedBy(initializer, classes));
    }
    context.addEventListener(new ServletContextListeners());
    return context;
  }

  /** Makes a context without Vaadin. */
  static ServletContextHandler bareContext(List<ServerEndpointConfig> sockets) {
    ServletContextHandler context = new ServletContextHandler("/", true, false);
    context.setClassLoader(VaadinApplication.class.getClassLoader());
    JakartaWebSocketServletContainerInitializer.configure(context, (servlets, container) -> {
      for (ServerEndpointConfig socket : sockets) {
        container.addEndpoint(socket);
      }
    });
    return context;
  }

  private static Class<?>[] wantedBy(
      ServletContainerInitializer initializer, List<Class<?>> candidates) {
    HandlesTypes interest = initializer.getClass().getAnnotation(HandlesTypes.class);
    if (interest == null) {
      return new Class<?>[0];
    }
    return candidates.stream()
        .filter(candidate -> isWanted(candidate, interest.value()))
        .toArray(Class<?>[]::new);
  }

  private static boolean isWanted(Class<?> candidate, Class<?>[] types) {
    for (Class<?> type : types) {
      boolean wanted = type.isAnnotation()
          ? candidate.isAnnotationPresent(type.asSubclass(Annotation.class))
          : type.isAssignableFrom(candidate);
      if (wanted) {
        return true;
      }
    }
    return false;
  }

  private static Resource staticFiles(ResourceFactory resources) throws IOException {
    List<Resource> roots = new ArrayList<>();
    ClassLoader loader = VaadinApplication.class.getClassLoader();
    for (URL root : Collections.list(loader.getResources("META-INF/resources"))) {
      roots.add(resources.newResource(root));
    }
    return ResourceFactory.combine(roots);
  }
}
