package atoll.ui;

import atoll.workspace.Instance;
import com.vaadin.flow.di.DefaultInstantiator;
import com.vaadin.flow.di.Instantiator;
import com.vaadin.flow.di.InstantiatorFactory;
import com.vaadin.flow.server.VaadinService;
import com.vaadin.flow.server.VaadinServletContext;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.Optional;

/** Makes views: those of ours have one constructor, which takes the instance or nothing. */
public final class ViewFactory implements InstantiatorFactory {
  /** The attribute of the servlet context that holds the {@link Instance}. */
  public static final String ATTRIBUTE = "atoll.workspace.Instance";

  @Override
  public Instantiator createInstantitor(VaadinService service) {
    return new Views(service);
  }

  private static final class Views extends DefaultInstantiator {
    private final VaadinService service;

    Views(VaadinService service) {
      super(service);
      this.service = service;
    }

    @Override
    public <T> T getOrCreate(Class<T> type) {
      Optional<Constructor<?>> takesInstance = Arrays.stream(type.getDeclaredConstructors())
          .filter(each -> Arrays.equals(each.getParameterTypes(), new Class<?>[] {Instance.class}))
          .findAny();
      return takesInstance.isPresent()
          ? type.cast(make(takesInstance.get(), instance()))
          : super.getOrCreate(type);
    }

    private Instance instance() {
      Object instance =
          ((VaadinServletContext) service.getContext()).getContext().getAttribute(ATTRIBUTE);
      if (instance instanceof Instance found) {
        return found;
      }
      throw new IllegalStateException(
          "the server was started without an instance as its attribute " + ATTRIBUTE);
    }

    private static Object make(Constructor<?> constructor, Object... values) {
      try {
        constructor.setAccessible(true);
        return constructor.newInstance(values);
      } catch (InvocationTargetException e) {
        throw new IllegalStateException(constructor + " failed", e.getCause());
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(constructor + " cannot be called", e);
      }
    }
  }
}
