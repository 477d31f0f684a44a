package dev.plotline.aws;

import dev.plotline.agent.Model;
import dev.plotline.agent.ModelContract;
import dev.plotline.local.model.LocalModel;
import dev.plotline.local.model.Options;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// The contract on the offline analyst.
class BedrockModelLocalIT extends ModelContract {
  private static final BedrockModel.Options OPTIONS =
      new BedrockModel.Options(LocalModel.MODEL_ID, 8_000, null);
  private static LocalModel local;
  private static AwsClients clients;
  private static AwsClients strangers;

  @BeforeAll
  static void start() {
    local = LocalModel.start(Options.of());
    clients = StandIns.at(local.url(), local.accessKey(), local.secretKey());
    strangers = StandIns.at(local.url(), local.accessKey(), "nobody's");
  }

  @AfterAll
  static void stop() {
    clients.close();
    strangers.close();
    local.close();
  }

  @Override
  protected Model model() {
    return new BedrockModel(clients, OPTIONS);
  }

  @Override
  protected Model strangersModel() {
    return new BedrockModel(strangers, OPTIONS);
  }
}
