package dev.plotline;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/// Tests over one [LocalStack] that all of a class share.
public abstract class OnLocalStack {
  protected static LocalStack stack;

  @BeforeAll
  static void startStack(@TempDir Path home) throws Exception {
    stack = LocalStack.start(home);
  }

  @AfterAll
  static void stopStack() {
    stack.close();
  }
}
