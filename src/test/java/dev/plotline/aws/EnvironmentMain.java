package dev.plotline.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.plotline.agent.Block;
import dev.plotline.agent.Entry;
import dev.plotline.agent.Model;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/// A program whose endpoints, region and credentials stand in its environment only.
final class EnvironmentMain {
  private EnvironmentMain() {}

  public static void main(String[] bucket) throws Exception {
    var found = new AwsEndpoint.Default();
    try (var clients = new AwsClients(new AwsSettings(null, found, found, found, true))) {
      var files = new S3Files(clients, bucket[0]);
      files.create("a", "stored".getBytes(UTF_8));
      try (var in = files.open("a")) {
        System.out.println(new String(in.readAllBytes(), UTF_8));
      }
      System.out.println(files.link("a", Duration.ofHours(1)).url());
      var session =
          new CodeInterpreter(clients, "ci", 1, Clock.systemUTC()).start("n", Duration.ofHours(1));
      System.out.println(session.id());
      var answer =
          new BedrockModel(clients, new BedrockModel.Options("m", 10, null))
              .ask(
                  new Model.Request(
                      "",
                      List.of(),
                      List.of(new Entry(Entry.Role.USER, List.of(new Block.Text("Hi"))))),
                  Duration.ofMinutes(1));
      System.out.println(answer.entry().text());
    }
  }
}
