package dev.plotline.local.code;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every field of what start, get, list and stop answer, and their defaults.
class SessionOperationsTest {
  private static final String INTERPRETER = "aws.codeinterpreter.v1";
  private static final String START = "2026-11-21T10:00:00Z";

  @TempDir private Path home;
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse(START));
  private Places places;
  private Sessions sessions;
  private SessionOperations operations;

  @BeforeEach
  void open() {
    InstantSource time = now::get;
    Clock clock = time.withZone(ZoneOffset.UTC);
    places = Places.open(home, false);
    var boxes = new Boxes(100, session -> FakeSandbox.obedient().box(session.id()));
    sessions = new Sessions(places, boxes, 50, clock);
    operations = new SessionOperations(sessions);
  }

  @AfterEach
  void close() {
    sessions.close();
    places.close();
  }

  private static JsonNode json(String text) throws IOException {
    return Json.parse(text.replace('\'', '"').getBytes(UTF_8));
  }

  private String start(String body) throws IOException {
    return operations.start(INTERPRETER, json(body)).path("sessionId").asText();
  }

  private void later() {
    now.updateAndGet(time -> time.plusSeconds(60));
  }

  @Test
  void aSessionHasTheFieldsOfTheServiceAndFifteenMinutes() throws IOException {
    var started = operations.start(INTERPRETER, json("{'name':'n'}"));
    var id = started.path("sessionId").asText();
    var ids = "'codeInterpreterIdentifier':'" + INTERPRETER + "','sessionId':'" + id + "'";
    assertThat(started).isEqualTo(json("{" + ids + ",'createdAt':'" + START + "'}"));
    assertThat(operations.get(INTERPRETER, id))
        .hasToString(
            json("{%s,'name':'n','createdAt':'%s','sessionTimeoutSeconds':900,'status':'READY'}"
                    .formatted(ids, START))
                .toString());
    later();
    assertThat(operations.stop(INTERPRETER, id))
        .isEqualTo(json("{" + ids + ",'lastUpdatedAt':'2026-11-21T10:01:00Z'}"));
    assertThat(operations.get(INTERPRETER, id).path("status").asText()).isEqualTo("TERMINATED");
    assertThat(operations.list(INTERPRETER, json("{}")))
        .isEqualTo(
            json(
                "{'items':[{%s,'name':'n','status':'TERMINATED','createdAt':'%s','lastUpdatedAt':'%s'}]}"
                    .formatted(ids, START, "2026-11-21T10:01:00Z")));
  }

  @Test
  void aListHasTenOfAPageNewestFirst() throws IOException {
    var ids = new ArrayList<String>();
    for (int i = 0; i < 23; i++) {
      ids.addFirst(start("{}"));
    }
    var listed = new ArrayList<String>();
    var sizes = new ArrayList<Integer>();
    var body = "{}";
    while (!body.isEmpty()) {
      var page = operations.list(INTERPRETER, json(body));
      sizes.add(page.path("items").size());
      page.path("items").forEach(item -> listed.add(item.path("sessionId").asText()));
      var token = page.path("nextToken").asText("");
      body = token.isEmpty() ? "" : "{'nextToken':'" + token + "'}";
    }
    assertThat(listed).isEqualTo(ids);
    assertThat(sizes).isEqualTo(List.of(10, 10, 3));
  }

  @Test
  void aListHoldsWhatItsStatusSays() throws IOException {
    var stopped = start("{}");
    var ready = start("{}");
    operations.stop(INTERPRETER, stopped);
    for (var wanted : Map.of("TERMINATED", stopped, "READY", ready).entrySet()) {
      var items =
          operations.list(INTERPRETER, json("{'status':'" + wanted.getKey() + "'}")).path("items");
      assertThat(items).hasSize(1);
      assertThat(items.path(0).path("sessionId").asText()).isEqualTo(wanted.getValue());
    }
    assertThat(operations.list(INTERPRETER, json("{}")).path("items")).hasSize(2);
    assertThat(operations.list("mine-0123456789", json("{}")).path("items")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 28_800})
  void theLongestAndTheShortestTimeToLiveAreTaken(int seconds) throws IOException {
    var id = start("{'sessionTimeoutSeconds':" + seconds + "}");
    assertThat(operations.get(INTERPRETER, id).path("sessionTimeoutSeconds").asInt())
        .isEqualTo(seconds);
    now.updateAndGet(time -> time.plusSeconds(seconds - 1));
    assertThat(operations.get(INTERPRETER, id).path("status").asText()).isEqualTo("READY");
    now.updateAndGet(time -> time.plusSeconds(1));
    assertThat(operations.get(INTERPRETER, id).path("status").asText()).isEqualTo("TERMINATED");
    assertThatThrownBy(() -> operations.stop(INTERPRETER, id))
        .isInstanceOfSatisfying(
            Refusal.class, e -> assertThat(e.type()).isEqualTo(Refusal.Type.RESOURCE_NOT_FOUND));
  }

  @Test
  void aNameHasAtMostAHundredCharactersAndNeedNotBeUnique() throws IOException {
    var name = "{'name':'" + "売".repeat(100) + "'}";
    assertThat(start(name)).isNotEqualTo(start(name));
    assertThatThrownBy(() -> start("{'name':'" + "x".repeat(101) + "'}"))
        .isInstanceOfSatisfying(
            Refusal.class, e -> assertThat(e.fields().getFirst().name()).isEqualTo("name"));
  }

  @ParameterizedTest
  @ValueSource(ints = {33, 256})
  void aTokenMakesOneSessionForAsLongAsThatIsReady(int length) throws IOException {
    var body = "{'clientToken':'" + "t".repeat(length) + "'}";
    var first = start(body);
    assertThat(start(body)).isEqualTo(first);
    operations.stop(INTERPRETER, first);
    assertThat(start(body)).isNotEqualTo(first);
    for (int wrong : new int[] {32, 257}) {
      assertThatThrownBy(() -> start("{'clientToken':'" + "t".repeat(wrong) + "'}"))
          .isInstanceOf(Refusal.class);
    }
  }

  @Test
  void theQuotaCountsWhatIsReady() throws IOException {
    var ids = new ArrayList<String>();
    for (int i = 0; i < 50; i++) {
      ids.add(start("{}"));
    }
    assertThatThrownBy(() -> start("{}"))
        .isInstanceOfSatisfying(
            Refusal.class,
            e -> assertThat(e.type()).isEqualTo(Refusal.Type.SERVICE_QUOTA_EXCEEDED));
    operations.stop(INTERPRETER, ids.getFirst());
    assertThat(start("{}")).isNotEmpty();
    now.updateAndGet(time -> time.plusSeconds(900));
    assertThat(start("{}")).as("all others are over").isNotEmpty();
  }
}
