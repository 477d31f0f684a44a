package dev.plotline.local.code;

import static software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockagentcore.BedrockAgentCoreAsyncClient;
import software.amazon.awssdk.services.bedrockagentcore.model.CodeInterpreterResult;
import software.amazon.awssdk.services.bedrockagentcore.model.InputContentBlock;
import software.amazon.awssdk.services.bedrockagentcore.model.InvokeCodeInterpreterResponseHandler;
import software.amazon.awssdk.services.bedrockagentcore.model.ToolArguments;
import software.amazon.awssdk.services.bedrockagentcore.model.ToolName;

/// AWS's own client, pointed at a [LocalInterpreter], with the settings the bot uses: one attempt,
/// a read time-out longer than a run, answers completed on virtual threads.
final class Client implements AutoCloseable {
  static final String INTERPRETER = "aws.codeinterpreter.v1";

  /// Shared, because each group of its own takes 2 seconds to close.
  private static final SdkEventLoopGroup LOOPS =
      SdkEventLoopGroup.builder().numberOfThreads(4).build();

  private static final Executor COMPLETIONS = Executors.newVirtualThreadPerTaskExecutor();

  private final BedrockAgentCoreAsyncClient sdk;

  Client(LocalInterpreter interpreter) {
    this(interpreter, 200);
  }

  Client(LocalInterpreter interpreter, int connections) {
    this(interpreter.url(), interpreter.accessKey(), interpreter.secretKey(), connections);
  }

  Client(URI url, String accessKey, String secretKey) {
    this(url, accessKey, secretKey, 200);
  }

  private Client(URI url, String accessKey, String secretKey, int connections) {
    sdk =
        BedrockAgentCoreAsyncClient.builder()
            .endpointOverride(url)
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey)))
            .httpClientBuilder(
                NettyNioAsyncHttpClient.builder()
                    .eventLoopGroup(LOOPS)
                    .readTimeout(Duration.ofMinutes(16))
                    .maxConcurrency(connections))
            .asyncConfiguration(a -> a.advancedOption(FUTURE_COMPLETION_EXECUTOR, COMPLETIONS))
            .overrideConfiguration(o -> o.retryStrategy(r -> r.maxAttempts(1)))
            .build();
  }

  BedrockAgentCoreAsyncClient sdk() {
    return sdk;
  }

  String start() {
    return await(
            sdk.startCodeInterpreterSession(r ->
                r.codeInterpreterIdentifier(INTERPRETER).name("test").sessionTimeoutSeconds(3600)))
        .sessionId();
  }

  void stop(String session) {
    await(
        sdk.stopCodeInterpreterSession(
            r -> r.codeInterpreterIdentifier(INTERPRETER).sessionId(session)));
  }

  CodeInterpreterResult python(String session, String code) {
    return invoke(session, ToolName.EXECUTE_CODE, a -> a.language("python").code(code));
  }

  CodeInterpreterResult write(String session, String path, byte[] bytes) {
    return invoke(
        session,
        ToolName.WRITE_FILES,
        a ->
            a.content(
                InputContentBlock.builder()
                    .path(path)
                    .blob(SdkBytes.fromByteArray(bytes))
                    .build()));
  }

  CodeInterpreterResult write(String session, String path, String text) {
    return invoke(
        session,
        ToolName.WRITE_FILES,
        a -> a.content(InputContentBlock.builder().path(path).text(text).build()));
  }

  CodeInterpreterResult read(String session, String... paths) {
    return invoke(session, ToolName.READ_FILES, a -> a.paths(paths));
  }

  CodeInterpreterResult list(String session, String folder) {
    return invoke(session, ToolName.LIST_FILES, a -> a.directoryPath(folder));
  }

  CodeInterpreterResult invoke(
      String session, ToolName tool, Consumer<ToolArguments.Builder> arguments) {
    var results = invokeAll(session, tool, arguments);
    if (results.size() != 1) {
      throw new AssertionError("one result expected, were " + results);
    }
    return results.getFirst();
  }

  List<CodeInterpreterResult> invokeAll(
      String session, ToolName tool, Consumer<ToolArguments.Builder> arguments) {
    return await(begin(session, tool, arguments));
  }

  /// Starts a call and doesn't wait for it.
  CompletableFuture<List<CodeInterpreterResult>> begin(
      String session, ToolName tool, Consumer<ToolArguments.Builder> arguments) {
    var results = new CopyOnWriteArrayList<CodeInterpreterResult>();
    var handler =
        InvokeCodeInterpreterResponseHandler.builder()
            .subscriber(
                InvokeCodeInterpreterResponseHandler.Visitor.builder()
                    .onResult(results::add)
                    .build())
            .build();
    return sdk.invokeCodeInterpreter(
            r ->
                r.codeInterpreterIdentifier(INTERPRETER)
                    .sessionId(session)
                    .name(tool)
                    .arguments(arguments),
            handler)
        .thenApply(_ -> List.copyOf(results));
  }

  /// The value, or the SDK's own exception without its wrapping.
  static <T> T await(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  @Override
  public void close() {
    sdk.close();
  }
}
