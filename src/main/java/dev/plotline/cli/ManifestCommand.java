package dev.plotline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `plotline manifest slack --url …`: the app manifest to paste where Slack makes an app. `plotline
/// manifest teams --url … --app-id …`: the app package to upload in Teams.
@Command(
    name = "manifest",
    mixinStandardHelpOptions = true,
    description =
        "Prints the manifest of the app to make in Slack, or writes the package to upload in Teams.")
final class ManifestCommand implements Callable<Integer> {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private static final Pattern APP_ID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  @Parameters(paramLabel = "PLATFORM", description = "slack or teams")
  private String platform = "";

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "How the platform reaches this bot, such as https://plotline.example.org")
  private String url = "";

  @Option(
      names = "--least-privilege",
      description =
          "Fewer permissions. Slack: follow-ups in channels need a mention, no agent view. Teams: so"
              + " they do, and files in channels and group chats can't be read.")
  private boolean least;

  @Option(names = "--socket-mode", description = "Slack: for Socket Mode, which needs no address.")
  private boolean socketMode;

  @Option(
      names = "--app-id",
      paramLabel = "ID",
      description = "Teams: the Application (client) ID, as in MICROSOFT_APP_ID")
  private String appId = "";

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "Teams: where the package is written, plotline-teams.zip if not said; one that is there"
              + " gives way")
  private Path out = Path.of("plotline-teams.zip");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    return switch (platform) {
      case "slack" -> slack();
      case "teams" -> teams();
      default -> throw Trouble.usage("there is a manifest for slack or teams, not for " + platform);
    };
  }

  private int teams() {
    if (socketMode) {
      throw Trouble.usage("--socket-mode is Slack's: leave it out");
    }
    if (!APP_ID.matcher(appId).matches()) {
      throw Trouble.usage(
          "--app-id must be the Application (client) ID of the bot's registration, such as"
              + " 0f6e5b8a-1111-4222-8333-123456789abc, was “"
              + appId
              + "”");
    }
    URI address = address("Teams");
    try {
      Files.write(out, TeamsPackage.zip(address, appId.toLowerCase(Locale.ROOT), least));
    } catch (IOException e) {
      throw Trouble.failed("the package could not be written to " + out + ": " + reason(e));
    }
    print(out + " is written: upload it in Teams under Apps, Manage your apps, Upload an app");
    return 0;
  }

  /// Without the path, which a file's trouble begins with, and which is said anyway.
  private static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "there is no such folder";
      case AccessDeniedException _ -> "that is not allowed";
      case FileSystemException trouble when trouble.getReason() != null -> trouble.getReason();
      default -> String.valueOf(e.getMessage());
    };
  }

  private int slack() {
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
      print(JSON.writeValueAsString(manifest));
      return 0;
    } catch (IOException e) {
      throw new IllegalStateException("the manifest is not in this build", e);
    }
  }

  private void print(String text) {
    PrintWriter to = spec.commandLine().getOut();
    to.println(text);
    to.flush();
  }

  private ObjectNode manifest() throws IOException {
    String name = least ? "least-privilege" : "full";
    try (InputStream in =
        ManifestCommand.class.getResourceAsStream("/manifests/" + name + ".json")) {
      return (ObjectNode) JSON.readTree(in);
    }
  }

  private String events() {
    URI base = address("Slack");
    return base + (base.getPath().endsWith("/slack/events") ? "" : "/slack/events");
  }

  private URI address(String platformName) {
    try {
      var base = URI.create(url.replaceFirst("/+$", ""));
      boolean whole = base.getHost() != null && base.getRawUserInfo() == null;
      if ("https".equals(base.getScheme()) && whole) {
        return base;
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw Trouble.usage(
        "--url must be an https address, because " + platformName + " calls no other, was " + url);
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
