package dev.plotline.aws;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Runs a contract against AWS itself only when that is asked for, and says so when it isn't.
final class OnAws implements ExecutionCondition {
  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if ("1".equals(System.getenv("PLOTLINE_TEST_AWS"))) {
      return ConditionEvaluationResult.enabled("PLOTLINE_TEST_AWS=1");
    }
    String reason =
        "%s is skipped: set PLOTLINE_TEST_AWS=1, AWS credentials, AWS_REGION and S3_BUCKET"
            .formatted(context.getDisplayName());
    if (context.getTestMethod().isEmpty()) {
      System.out.println(reason);
    }
    return ConditionEvaluationResult.disabled(reason);
  }

  static AwsClients clients() {
    var found = new AwsEndpoint.Default();
    return new AwsClients(new AwsSettings(null, found, found, found, false));
  }

  static String setting(String name, String usual) {
    return System.getenv().getOrDefault(name, usual);
  }
}
