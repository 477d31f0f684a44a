package dev.plotline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.URI;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `plotline manifest slack --url …`: the app manifest to paste where Slack makes an app.
@Command(
    name = "manifest",
    mixinStandardHelpOptions = true,
    description = "Prints the manifest of the app to make in a chat platform.")
final class ManifestCommand implements Callable<Integer> {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  @Parameters(paramLabel = "PLATFORM", description = "slack")
  private String platform = "";

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "How Slack reaches this bot, such as https://plotline.example.org")
  private String url = "";

  @Option(
      names = "--least-privilege",
      description = "Fewer permissions: follow-ups in channels need a mention, no agent view.")
  private boolean least;

  @Option(names = "--socket-mode", description = "For Socket Mode, which needs no address.")
  private boolean socketMode;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    if (!platform.equals("slack")) {
      throw Trouble.usage("there is a manifest for slack, not for " + platform);
    }
    if (socketMode != url.isEmpty()) {
      throw Trouble.usage("say either --url, how Slack reaches this bot, or --socket-mode");
    }
    try {
      ObjectNode manifest = manifest();
      if (socketMode) {
        withoutAddress(manifest);
      } else {
        address(manifest, events());
      }
      PrintWriter out = spec.commandLine().getOut();
      out.println(JSON.writeValueAsString(manifest));
      out.flush();
      return 0;
    } catch (IOException e) {
      throw new IllegalStateException("the manifest is not in this build", e);
    }
  }

  private ObjectNode manifest() throws IOException {
    String name = least ? "least-privilege" : "full";
    try (InputStream in =
        ManifestCommand.class.getResourceAsStream("/manifests/" + name + ".json")) {
      return (ObjectNode) JSON.readTree(in);
    }
  }

  private String events() {
    try {
      var base = URI.create(url.replaceFirst("/+$", ""));
      if ("https".equals(base.getScheme()) && base.getHost() != null) {
        return base + (base.getPath().endsWith("/slack/events") ? "" : "/slack/events");
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw Trouble.usage("--url must be an https address, because Slack calls no other, was " + url);
  }

  private static void address(ObjectNode manifest, String url) {
    for (JsonNode command : manifest.at("/features/slash_commands")) {
      ((ObjectNode) command).put("url", url);
    }
    ((ObjectNode) manifest.at("/settings/event_subscriptions")).put("request_url", url);
    ((ObjectNode) manifest.at("/settings/interactivity")).put("request_url", url);
  }

  private static void withoutAddress(ObjectNode manifest) {
    for (JsonNode command : manifest.at("/features/slash_commands")) {
      ((ObjectNode) command).remove("url");
    }
    ((ObjectNode) manifest.at("/settings/event_subscriptions")).remove("request_url");
    ((ObjectNode) manifest.at("/settings/interactivity")).remove("request_url");
    ((ObjectNode) manifest.at("/settings")).put("socket_mode_enabled", true);
  }
}
