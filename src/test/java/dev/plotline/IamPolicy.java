package dev.plotline;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The policy in the manifests, and the actions that operations of the SDK need.
final class IamPolicy {
  private static final Map<String, String> ACTIONS =
      Map.ofEntries(
          entry("BedrockRuntime:ConverseStream", "bedrock:InvokeModelWithResponseStream"),
          entry(
              "BedrockAgentCore:StartCodeInterpreterSession",
              "bedrock-agentcore:StartCodeInterpreterSession"),
          entry(
              "BedrockAgentCore:InvokeCodeInterpreter", "bedrock-agentcore:InvokeCodeInterpreter"),
          entry(
              "BedrockAgentCore:StopCodeInterpreterSession",
              "bedrock-agentcore:StopCodeInterpreterSession"),
          entry("S3:PutObject", "s3:PutObject"),
          entry("S3:GetObject", "s3:GetObject"),
          entry("S3:DeleteObjects", "s3:DeleteObject"),
          entry("S3:ListObjectsV2", "s3:ListBucket"));

  private IamPolicy() {}

  /// What the policy allows.
  static Set<String> allowed() throws IOException {
    var allowed = new TreeSet<String>();
    var policy = new ObjectMapper().readTree(Path.of("manifests/aws/iam-policy.json").toFile());
    for (JsonNode statement : policy.path("Statement")) {
      statement.path("Action").forEach(action -> allowed.add(action.asText()));
    }
    return allowed;
  }

  /// What these operations need, with what opening a signed link needs.
  static Set<String> actions(JsonNode operations) {
    var actions = new TreeSet<>(Set.of("s3:GetObject"));
    for (JsonNode operation : operations) {
      String action = ACTIONS.get(operation.asText());
      if (action == null) {
        throw new AssertionError("no action is known for " + operation);
      }
      actions.add(action);
    }
    return actions;
  }
}
