package dev.plotline.aws;

import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/// Which operations of which service were called since the start: what a least-privilege policy has
/// to allow, and no more.
final class Operations implements ExecutionInterceptor {
  private final Set<String> seen = ConcurrentHashMap.newKeySet();

  @Override
  public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
    if (isNobodys(context.request())) {
      return;
    }
    String service = attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME);
    String operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
    seen.add(service + ":" + operation);
  }

  /// What nobody signs needs no permission.
  private static boolean isNobodys(SdkRequest request) {
    return request.overrideConfiguration().orElse(null)
            instanceof AwsRequestOverrideConfiguration override
        && override.credentialsProvider().orElse(null) instanceof AnonymousCredentialsProvider;
  }

  /// `S3:PutObject` and the like, sorted.
  Set<String> seen() {
    return new TreeSet<>(seen);
  }
}
