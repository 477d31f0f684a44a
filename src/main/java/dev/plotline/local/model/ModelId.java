package dev.plotline.local.model;

import java.util.regex.Pattern;

/// The shapes of a model id that Converse takes.
final class ModelId {
  private static final Pattern PLAIN =
      Pattern.compile("([a-z]{2,6}\\.)?[a-z0-9-]{1,63}\\.[a-z0-9-]{1,63}([.:]?[a-z0-9-]{1,63})*");
  private static final Pattern ARN =
      Pattern.compile("arn:aws(-[a-z]+)*:bedrock:[a-z0-9-]{1,20}:(\\d{12})?:([a-z-]+)/[\\w.:/-]+");
  private static final Pattern KIND =
      Pattern.compile(
          "foundation-model|custom-model|custom-model-deployment|imported-model|provisioned-model"
              + "|inference-profile|application-inference-profile|prompt|prompt-router"
              + "|default-prompt-router");

  private ModelId() {}

  static void check(String id) throws Refusal {
    if (id.equals(LocalModel.MODEL_ID) || PLAIN.matcher(id).matches()) {
      return;
    }
    var arn = ARN.matcher(id);
    if (!arn.matches()) {
      throw Refusal.invalid("The provided model identifier is invalid.");
    }
    if (!KIND.matcher(arn.group(3)).matches()) {
      throw new Refusal(
          404,
          "ResourceNotFoundException",
          "Could not resolve the foundation model from the provided model identifier.");
    }
  }
}
