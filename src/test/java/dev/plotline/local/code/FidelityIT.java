package dev.plotline.local.code;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.bedrockagentcore.model.ContentBlock;
import software.amazon.awssdk.services.bedrockagentcore.model.InputContentBlock;
import software.amazon.awssdk.services.bedrockagentcore.model.TaskStatus;
import software.amazon.awssdk.services.bedrockagentcore.model.ToolName;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/// The answers of the nine tools to the last member, as they were captured from the service.
class FidelityIT {
  private static final String VAR = "file:///opt/amazon/genesis1p-tools/var/";

  @TempDir private static Path home;
  private static LocalInterpreter interpreter;
  private static Client client;
  private static SignedHttp http;
  private static String session;

  @BeforeAll
  static void start() {
    interpreter = LocalInterpreter.start(Pythons.options(home));
    client = new Client(interpreter);
    http = new SignedHttp(interpreter);
    session = client.start();
  }

  @AfterAll
  static void stop() {
    http.close();
    client.close();
    interpreter.close();
  }

  private static JsonNode json(String text) throws IOException {
    return Json.parse(text.replace('\'', '"').getBytes(UTF_8));
  }

  /// The one result, as it is on the wire, but for the time that it took.
  private static JsonNode result(String body) throws Exception {
    var response = http.invoke(session, body.replace('\'', '"'));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type"))
        .contains("application/vnd.amazon.eventstream");
    assertThat(response.headers().firstValue(Invocation.SESSION)).contains(session);
    var message = Message.decode(ByteBuffer.wrap(response.body().getBytes(ISO_8859_1)));
    assertThat(message.getHeaders()).containsEntry(":event-type", HeaderValue.fromString("result"));
    var result = Json.parse(message.getPayload());
    if (result.path("structuredContent") instanceof ObjectNode structured
        && structured.has("executionTime")) {
      assertThat(structured.path("executionTime").doubleValue()).isBetween(0.0, 60.0);
      structured.put("executionTime", 0);
    }
    return result;
  }

  @Test
  void codeAndCommandsHaveWhatTheyPrintedTwice() throws Exception {
    assertThat(
            result(
                "{'name':'executeCode','arguments':{'language':'python','code':'print(1)','clearContext':false}}"))
        .isEqualTo(
            json(
                "{'content':[{'type':'text','text':'1\\n'}],'structuredContent':{'stdout':'1\\n',"
                    + "'stderr':'','exitCode':0,'executionTime':0},'isError':false}"));
    assertThat(
            result(
                "{'name':'executeCommand','arguments':{'command':'echo a; echo b >&2; exit 2'}}"))
        .isEqualTo(
            json(
                "{'content':[{'type':'text','text':'a\\nb\\n'}],'structuredContent':{'stdout':'a\\n',"
                    + "'stderr':'b\\n','exitCode':2,'executionTime':0},'isError':true}"));
  }

  @Test
  void theTimeOfACallIsInSeconds() {
    var slept = client.invoke(session, ToolName.EXECUTE_COMMAND, a -> a.command("sleep 0.3"));
    assertThat(slept.structuredContent().executionTime()).isBetween(0.3, 60.0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'language':'python','runtime':'python'",
        "'runtime':null",
        "'language':null,'clearContext':null"
      })
  void pythonIsWhatIsMeantWithoutALanguage(String arguments) throws Exception {
    assertThat(
            result("{'name':'executeCode','arguments':{'code':'6 * 7'," + arguments + "}}")
                .path("content")
                .path(0)
                .path("text")
                .asText())
        .isEqualTo("42\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nodejs", "deno"})
  void eachRuntimeOfTheServiceRunsOnNode(String runtime) throws Exception {
    for (var language : List.of("javascript", "typescript")) {
      assertThat(
              result(
                      "{'name':'executeCode','arguments':{'language':'%s','runtime':'%s','code':'6 * 7'}}"
                          .formatted(language, runtime))
                  .path("structuredContent")
                  .path("stdout")
                  .asText())
          .isEqualTo("42\n");
    }
  }

  @Test
  void filesHaveTheMembersOfTheService() throws Exception {
    client.invoke(session, ToolName.EXECUTE_COMMAND, a -> a.command("mkdir -p f/sub"));
    assertThat(
            result(
                "{'name':'writeFiles','arguments':{'content':[{'path':'f/data.csv','text':'a,b'},{'path':'f/x.png','blob':'iVBORw=='}]}}"))
        .isEqualTo(
            json(
                "{'content':[{'type':'text','text':'Successfully wrote all 2 files'}],'isError':false}"));
    assertThat(result("{'name':'listFiles','arguments':{'directoryPath':'f'}}"))
        .isEqualTo(
            json(
                "{'content':["
                    + "{'type':'resource_link','mimeType':'text/csv','uri':'file:///f/data.csv','name':'data.csv','description':'File','size':3},"
                    + "{'type':'resource_link','uri':'file:///f/sub','name':'sub','description':'Directory'},"
                    + "{'type':'resource_link','mimeType':'image/png','uri':'file:///f/x.png','name':'x.png','description':'File','size':4}"
                    + "],'isError':false}"));
    assertThat(result("{'name':'readFiles','arguments':{'paths':['f/data.csv','f/x.png']}}"))
        .isEqualTo(
            json(
                "{'content':["
                    + "{'type':'resource','resource':{'type':'text','uri':'"
                    + VAR
                    + "f/data.csv','mimeType':'text/csv','text':'a,b'}},"
                    + "{'type':'resource','resource':{'type':'blob','uri':'"
                    + VAR
                    + "f/x.png','mimeType':'image/png','blob':'iVBORw=='}}],'isError':false}"));
    assertThat(result("{'name':'readFiles','arguments':{'paths':['f/none.csv']}}"))
        .isEqualTo(
            json(
                "{'content':[{'type':'text','text':'f/none.csv: No such file or directory'}],'isError':true}"));
    assertThat(result("{'name':'removeFiles','arguments':{'paths':['f']}}"))
        .isEqualTo(
            json(
                "{'content':[{'type':'text','text':'Successfully removed all 1 files'}],'isError':false}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"'directoryPath':''", "'directoryPath':'.'", "'path':''", "'directoryPath':null"})
  void theWorkspaceHasTheFoldersOfTheService(String where) throws Exception {
    assertThat(result("{'name':'listFiles','arguments':{" + where + "}}").path("content"))
        .contains(
            json(
                "{'type':'resource_link','uri':'file:///log','name':'log','description':'Directory'}"),
            json(
                "{'type':'resource_link','uri':'file:///.ipython','name':'.ipython','description':'Directory'}"));
  }

  @Test
  void tasksHaveTheMembersOfTheService() throws Exception {
    var started =
        result(
            "{'name':'startCommandExecution','arguments':{'command':'echo out; echo err >&2; exit 4'}}");
    var id = started.path("structuredContent").path("taskId").asText();
    assertThat(started)
        .isEqualTo(
            json(
                "{'content':[{'type':'text','text':''}],'structuredContent':{'taskId':'%s','taskStatus':'submitted'},'isError':false}"
                    .formatted(id)));
    var get = "{'name':'getTask','arguments':{'taskId':'" + id + "'}}";
    var task = result(get);
    while (task.path("structuredContent").path("taskStatus").asText().equals("working")) {
      task = result(get);
    }
    assertThat(task)
        .isEqualTo(
            json(
                "{'content':[{'type':'text','text':'out\\n'}],'structuredContent':{'taskId':'%s','taskStatus':'failed',"
                        .formatted(id)
                    + "'stdout':'out\\n','stderr':'err\\n','exitCode':4,'executionTime':0},'isError':false}"));
  }

  @Test
  void aTaskThatWasCanceledStaysSo() {
    var id =
        client
            .invoke(
                session,
                ToolName.START_COMMAND_EXECUTION,
                a -> a.command("trap '' TERM; while :; do sleep 0.1; done"))
            .structuredContent()
            .taskId();
    for (var tool : List.of(ToolName.STOP_TASK, ToolName.GET_TASK, ToolName.STOP_TASK)) {
      assertThat(client.invoke(session, tool, a -> a.taskId(id)).structuredContent().taskStatus())
          .isEqualTo(TaskStatus.CANCELED);
    }
  }

  @Test
  void aTaskThatIsDoneIsNotCanceledByStoppingIt() {
    var id =
        client
            .invoke(session, ToolName.START_COMMAND_EXECUTION, a -> a.command("true"))
            .structuredContent()
            .taskId();
    TaskStatus status = TaskStatus.WORKING;
    while (status == TaskStatus.WORKING) {
      status =
          client
              .invoke(session, ToolName.GET_TASK, a -> a.taskId(id))
              .structuredContent()
              .taskStatus();
    }
    assertThat(status).isEqualTo(TaskStatus.COMPLETED);
    assertThat(
            client
                .invoke(session, ToolName.STOP_TASK, a -> a.taskId(id))
                .structuredContent()
                .taskStatus())
        .isEqualTo(TaskStatus.COMPLETED);
  }

  @Test
  void aTaskMayTakeLongerThanACall() {
    var limits = Limits.standard().withCall(Duration.ofSeconds(1));
    assertThat(limits.task()).isEqualTo(Duration.ofHours(8));
    try (var strict = LocalInterpreter.start(Pythons.options(home).withLimits(limits));
        var caller = new Client(strict)) {
      var id = caller.start();
      var command = "sleep 2; echo done";
      var call = caller.invoke(id, ToolName.EXECUTE_COMMAND, a -> a.command(command));
      assertThat(call.structuredContent().stderr())
          .contains("The time of 1 s for one call is over");
      var task = caller.invoke(id, ToolName.START_COMMAND_EXECUTION, a -> a.command(command));
      var taskId = task.structuredContent().taskId();
      var status = task.structuredContent();
      while (status.taskStatus() != TaskStatus.COMPLETED) {
        status = caller.invoke(id, ToolName.GET_TASK, a -> a.taskId(taskId)).structuredContent();
        assertThat(status.taskStatus()).isIn(TaskStatus.WORKING, TaskStatus.COMPLETED);
      }
      assertThat(status.stdout()).isEqualTo("done\n");
    }
  }

  @Test
  void manyControlCharactersCostTheSessionNothing() {
    client.python(
        session,
        "kept = 1\nfor name in 'abcd': open(name + '.txt', 'w').write('\\1' * 14_000_000)");
    var results =
        client.invokeAll(
            session, ToolName.READ_FILES, a -> a.paths("a.txt", "b.txt", "c.txt", "d.txt"));
    assertThat(results.stream().flatMap(result -> result.content().stream()))
        .hasSize(4)
        .extracting(ContentBlock::resource)
        .allMatch(resource -> resource.blob().asByteArrayUnsafe().length == 14_000_000);
    assertThat(client.python(session, "kept").structuredContent().stdout()).isEqualTo("1\n");
  }

  @Test
  void bytesOfAnImageComeBackToTheLast() {
    byte[] png = new byte[67]; // 92 bytes where it was encoded twice
    png[0] = (byte) 0x89;
    client.invoke(
        session,
        ToolName.WRITE_FILES,
        a ->
            a.content(
                InputContentBlock.builder()
                    .path("p.png")
                    .blob(SdkBytes.fromByteArray(png))
                    .build()));
    assertThat(client.read(session, "p.png").content().getFirst().resource().blob().asByteArray())
        .isEqualTo(png);
  }
}
