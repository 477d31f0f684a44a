package dev.plotline.aws;

import dev.plotline.agent.Model;
import dev.plotline.agent.ModelContract;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;

/// The contract on Bedrock.
@ExtendWith(OnAws.class)
class BedrockModelAwsIT extends ModelContract {
  private static final BedrockModel.Options OPTIONS =
      new BedrockModel.Options(
          OnAws.setting("BEDROCK_MODEL_ID", "global.anthropic.claude-sonnet-5"), 8_000, null);
  private static AwsClients clients;
  private static AwsClients strangers;

  @BeforeAll
  static void start() {
    clients = OnAws.clients();
    String region = OnAws.setting("AWS_REGION", "us-east-1");
    var url = URI.create("https://bedrock-runtime." + region + ".amazonaws.com");
    var at = new AwsEndpoint.At(url, "AKIAIOSFODNN7EXAMPLE", "nobody's");
    strangers = new AwsClients(new AwsSettings(region, at, at, at, true));
  }

  @AfterAll
  static void stop() {
    clients.close();
    strangers.close();
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
