package dev.plotline.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plotline.agent.Entry.Role;
import dev.plotline.agent.Model.Answer;
import dev.plotline.agent.Model.Ending;
import dev.plotline.agent.ModelException.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What every model does with a conversation.
public abstract class ModelContract {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final String PNG =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAACklEQVR4nGMAAQAABQABDQottAAAAABJRU5ErkJggg==";
  private static final String QUESTION =
      """
      Analyze the following sales data: Product A: [100, 120, 95, 140, 160, 180, 200], \
      Product B: [80, 85, 90, 95, 100, 105, 110], Product C: [200, 180, 220, 190, 240, 260, 280]. \
      Please visualize the sales trends and calculate growth rates.\
      """;
  private static final String SYSTEM =
      """
      You are a data analyst. You have no numbers of your own: whatever is to be calculated or drawn
      is done by the tool execute_code. Today is 2026-11-21.\
      """;

  /// The model under test.
  protected abstract Model model();

  /// The same model with credentials that nobody has given out.
  protected abstract Model strangersModel();

  @Test
  void greetingIsAnsweredInWords() throws Exception {
    Answer answer = model().ask(request(user("Hello! What can you do?")), LIMIT);
    assertThat(answer.entry().role()).isEqualTo(Role.ASSISTANT);
    assertThat(answer.entry().text()).isNotBlank();
    assertThat(answer.ending()).isEqualTo(Ending.DONE);
    assertThat(answer.usage().output()).isPositive();
    assertThat(answer.usage().total()).isGreaterThan(answer.usage().output());
    assertThat(model().id()).isNotBlank();
  }

  @Test
  void dataIsAnalysedByTheToolAndItsResultIsAnswered() throws Exception {
    var entries = new ArrayList<Entry>(List.of(user(QUESTION)));
    Answer first = model().ask(request(entries), LIMIT);
    assertThat(first.ending()).isEqualTo(Ending.TOOLS);
    assertThat(first.entry().toolUses()).isNotEmpty();
    assertThat(first.entry().toolUses().getFirst().name()).isEqualTo("execute_code");
    assertThat(first.entry().toolUses().getFirst().input().path("code").asText()).isNotBlank();
    Answer answer = first;
    for (int step = 0; answer.ending() == Ending.TOOLS && step < 8; step++) {
      entries.add(answer.entry());
      entries.add(results(answer.entry(), false));
      answer = model().ask(request(entries), LIMIT);
    }
    assertThat(answer.ending()).isEqualTo(Ending.DONE);
    assertThat(answer.entry().text()).isNotBlank();
  }

  @Test
  void failedToolIsNoEndOfTheConversation() throws Exception {
    var entries = new ArrayList<Entry>(List.of(user(QUESTION)));
    Answer first = model().ask(request(entries), LIMIT);
    entries.add(first.entry());
    entries.add(results(first.entry(), true));
    assertThat(model().ask(request(entries), LIMIT).entry().blocks()).isNotEmpty();
  }

  @Test
  void turnThatWasInterruptedCanBeGoneOnFrom() throws Exception {
    Answer first = model().ask(request(user(QUESTION)), LIMIT);
    Entry stopped = results(first.entry(), true);
    Answer next =
        model()
            .ask(
                request(List.of(user(QUESTION), first.entry(), stopped, user("Hello again!"))),
                LIMIT);
    assertThat(next.entry().blocks()).isNotEmpty();
  }

  @Test
  void openCallIsRefused() throws Exception {
    Answer first = model().ask(request(user(QUESTION)), LIMIT);
    var failure =
        catchThrowableOfType(
            ModelException.class,
            () ->
                model().ask(request(List.of(user(QUESTION), first.entry(), user("And?"))), LIMIT));
    assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
  }

  @Test
  void strangerIsDenied() {
    var failure =
        catchThrowableOfType(
            ModelException.class, () -> strangersModel().ask(request(user("Hello!")), LIMIT));
    assertThat(failure.kind()).isEqualTo(Kind.DENIED);
  }

  @Test
  void interruptEndsTheCall() throws Exception {
    var outcome = new CompletableFuture<Throwable>();
    Thread caller =
        Thread.ofVirtual()
            .start(() -> {
              Thread.currentThread().interrupt();
              outcome.complete(catchThrowable(() -> model().ask(request(user(QUESTION)), LIMIT)));
            });
    assertThat(outcome.get(5, TimeUnit.MINUTES)).isInstanceOf(InterruptedException.class);
    caller.join();
  }

  @Test
  void nothingIsAskedWithoutTime() {
    var failure =
        catchThrowableOfType(
            ModelException.class, () -> model().ask(request(user("Hello!")), Duration.ZERO));
    assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
  }

  private static Entry results(Entry said, boolean error) {
    String text =
        error
            ? "{\"isError\":true,\"structuredContent\":{\"stdout\":\"\",\"stderr\":\"MemoryError\","
                + "\"exitCode\":1,\"executionTime\":0.1}}"
            : "{\"isError\":false,\"structuredContent\":{\"stdout\":\"Growth of Product A 100.0 %\\n\","
                + "\"stderr\":\"\",\"exitCode\":0,\"executionTime\":0.7},\"files\":[],\"images\":"
                + "[{\"path\":\"chart.png\",\"title\":\"Sales\",\"alt\":\"Lines\"}]}";
    List<Block> content =
        error
            ? List.of(new Block.Text(text))
            : List.of(new Block.Text(text), new Block.Image("png", PNG));
    return new Entry(
        Role.USER,
        said.toolUses().stream()
            .<Block>map(use -> new Block.ToolResult(use.id(), error, content))
            .toList());
  }

  private static Entry user(String text) {
    return new Entry(Role.USER, List.of(new Block.Text(text)));
  }

  private static Model.Request request(Entry entry) {
    return request(List.of(entry));
  }

  private static Model.Request request(List<Entry> entries) {
    return new Model.Request(SYSTEM, List.of(tool()), entries);
  }

  private static Tool.Spec tool() {
    return new Tool.Spec(
        "execute_code",
        "Runs Python with pandas and matplotlib.",
        json(
            """
            {"type":"object","properties":{
              "code":{"type":"string","description":"the code"},
              "language":{"type":"string","enum":["python","javascript","typescript"]},
              "output_filename":{"type":"string"},
              "description":{"type":"string"}},
             "required":["code"]}\
            """));
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
