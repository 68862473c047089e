package atoll.crdt.hostile;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewPrimitiveArrayInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.function.Predicate;

/**
 * Loads classes of this project once more, with a call of {@link Steps#step} at the start of each method of the engine and
 * before everything that it calls and makes, so that tests can count its steps and fail at any of them.
 */
final class SteppedLoader extends ClassLoader {
  private static final ClassDesc STEPS = ClassDesc.of(Steps.class.getName());
  private static final MethodTypeDesc STEP = MethodTypeDesc.of(ConstantDescs.CD_void);

  private final ClassLoader usual;
  private final Predicate<String> isStepped;

  /** @param isStepped which classes, by their names */
  SteppedLoader(Predicate<String> isStepped) {
    super(SteppedLoader.class.getClassLoader());
    usual = SteppedLoader.class.getClassLoader();
    this.isStepped = isStepped;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith("atoll.crdt.") || name.startsWith(Steps.class.getName())) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      byte[] bytes = bytes(name);
      byte[] code = isStepped.test(name) ? stepped(bytes) : bytes;
      return defineClass(name, code, 0, code.length);
    }
  }

  private byte[] bytes(String name) throws ClassNotFoundException {
    try (InputStream in = usual.getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  private byte[] stepped(byte[] bytes) {
    ClassFile files = ClassFile.of(
        ClassFile.ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(usual)));
    return files.transformClass(files.parse(bytes), (builder, element) -> {
      if (element instanceof MethodModel method
          && !method.methodName().equalsString(ConstantDescs.CLASS_INIT_NAME)) {
        builder.transformMethod(method, (made, part) -> {
          if (part instanceof CodeModel code) {
            made.transformCode(code, steps());
          } else {
            made.with(part);
          }
        });
      } else {
        builder.with(element);
      }
    });
  }

  private static CodeTransform steps() {
    return new CodeTransform() {
      @Override
      public void atStart(CodeBuilder code) {
        code.invokestatic(STEPS, "step", STEP);
      }

      @Override
      public void accept(CodeBuilder code, CodeElement element) {
        if (element instanceof InvokeInstruction
            || element instanceof NewObjectInstruction
            || element instanceof NewPrimitiveArrayInstruction
            || element instanceof NewReferenceArrayInstruction) {
          code.invokestatic(STEPS, "step", STEP);
        }
        code.with(element);
      }
    };
  }
}
