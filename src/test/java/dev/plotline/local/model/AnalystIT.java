package dev.plotline.local.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;

class AnalystIT {
  private static LocalModel model;
  private static BedrockRuntimeAsyncClient client;
  private static PythonBench python;

  @TempDir Path folder;

  @BeforeAll
  static void start() throws IOException {
    model = LocalModel.start(Options.of());
    client = Clients.of(model);
    python = new PythonBench();
  }

  @AfterAll
  static void stop() throws IOException {
    python.close();
    client.close();
    model.close();
  }

  @Test
  void salesTypedIntoTheQuestionAreCompared() {
    var turn =
        new Talk(client, python, folder)
            .say(
                "Analyze the following sales data: Product A: [100, 120, 95, 140, 160, 180, 200],"
                    + " Product B: [80, 85, 90, 95, 100, 105, 110], Product C: [200, 180, 220, 190,"
                    + " 240, 260, 280]. Please visualize the sales trends and calculate growth"
                    + " rates.");
    assertThat(turn.text()).contains("100.0 %", "37.5 %", "40.0 %", "-20.8 %");
    assertThat(turn.figures()).hasSize(1);
  }
}
