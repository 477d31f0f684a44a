package dev.plotline.aws;

import dev.plotline.agent.ModelException;
import dev.plotline.agent.ModelException.Kind;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/// How a call of the model failed.
///
/// @param kind what it means for the person
/// @param mayPass whether the same request may succeed later
/// @param cachingRefused whether it was refused only because the model can't cache prompts
/// @param cause the SDK's
record ModelFailure(Kind kind, boolean mayPass, boolean cachingRefused, @Nullable Throwable cause) {
  private static final Pattern CACHING =
      Pattern.compile("cache_?\\s?(point|control)|prompt caching", Pattern.CASE_INSENSITIVE);

  /// What a wrong model id is answered with, besides 404.
  private static final Pattern MODEL_ID =
      Pattern.compile("model identifier|model id|on-demand throughput", Pattern.CASE_INSENSITIVE);

  static ModelFailure of(@Nullable Throwable cause) {
    return switch (cause) {
      case AwsServiceException e -> of(e);
      case SdkClientException e when CodeFailure.isAboutCredentials(e) ->
          new ModelFailure(Kind.DENIED, false, false, e);
      case null, default -> new ModelFailure(Kind.UNREACHABLE, true, false, cause);
    };
  }

  private static ModelFailure of(AwsServiceException e) {
    int status = e.statusCode();
    String message = Reason.message(e);
    boolean caching = (status == 400 || status == 403) && CACHING.matcher(message).find();
    if (status == 429 || status == 503 || Reason.code(e).startsWith("ServiceQuota")) {
      return new ModelFailure(Kind.BUSY, true, false, e);
    }
    // 408: the model was too slow; 424: it failed, or its stream did.
    if (status >= 500 || status == 408 || status == 424) {
      return new ModelFailure(Kind.UNREACHABLE, true, false, e);
    }
    boolean denied =
        status == 401 || status == 403 || status == 404 || MODEL_ID.matcher(message).find();
    return new ModelFailure(denied ? Kind.DENIED : Kind.REFUSED, false, caching, e);
  }

  ModelException exception() {
    String message = "the model did not answer: " + Reason.of(cause);
    return cause == null || cause instanceof AwsServiceException
        ? new ModelException(kind, message)
        : new ModelException(kind, message, cause);
  }
}
