package dev.plotline.local.slack.api;

import dev.plotline.local.slack.world.Channel;
import dev.plotline.local.slack.world.Json;
import dev.plotline.local.slack.world.Team;
import dev.plotline.local.slack.world.Upload;
import dev.plotline.local.slack.world.World;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `/files-pri/…`: the bytes of a file for whoever has the bot's token. As Slack does, it answers
/// everybody else with the page to sign in and status 200.
final class FilesServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final Pattern PATH = Pattern.compile("/[A-Z0-9]+-(F[A-Z0-9]+)/.*");

  private final transient Team team;
  private final transient Journal journal;
  private final transient Faults faults;
  private final transient Answers answers;

  FilesServlet(Team team, Journal journal, Faults faults, Answers answers) {
    this.team = team;
    this.journal = journal;
    this.faults = faults;
    this.answers = answers;
  }

  /// Whether the bot may read a file: its own, and those in channels that it is in.
  static boolean mayRead(Team team, Upload file) {
    return file.user().equals(World.BOT)
        || file.shares().stream()
            .map(share -> team.world().channel(share.channel()))
            .anyMatch(channel -> has(channel));
  }

  private static boolean has(@Nullable Channel channel) {
    return channel != null && channel.members().contains(World.BOT);
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Matcher path = PATH.matcher(String.valueOf(request.getPathInfo()));
    Upload file = path.matches() ? team.uploads().file(path.group(1)) : null;
    Fault fault = faults.take("file.download");
    boolean authorized =
        ("Bearer " + team.app().botToken()).equals(request.getHeader("Authorization"))
            && team.app().scopes().contains("files:read");
    var arguments =
        new Arguments(
            Json.object()
                .put("file", file == null ? "" : file.id())
                .put("authorized", Boolean.toString(authorized)));
    boolean served = fault == null && authorized && file != null && mayRead(team, file);
    journal.add(new Journal.Call("file.download", arguments, 200, served ? "" : "not_served"));
    if (fault != null) {
      spoil(response, fault);
    } else if (!authorized) {
      answers.page(response, 200, "Sign in to Local Slack");
    } else if (file == null || !mayRead(team, file)) {
      answers.page(response, 404, "File not found");
    } else {
      send(response, file);
    }
  }

  private static void send(HttpServletResponse response, Upload file) throws IOException {
    response.setContentType(file.mediaType());
    response.setContentLengthLong(Files.size(file.bytes()));
    response.setHeader("X-Content-Type-Options", "nosniff");
    Files.copy(file.bytes(), response.getOutputStream());
  }

  private void spoil(HttpServletResponse response, Fault fault) throws IOException {
    switch (fault) {
      case Fault.SignInPage() -> answers.page(response, 200, "Sign in to Local Slack");
      case Fault.Redirect(String to) -> {
        response.setHeader("Location", to);
        answers.plain(response, 302, "");
      }
      case Fault.Empty() -> answers.plain(response, 200, "");
      case Fault.TooMany(var wait) -> answers.tooMany(response, wait);
      case Fault.Trouble(int status, _) -> answers.page(response, status, "Server Error");
      case Fault.Silence _ -> answers.silence();
      case Fault.Half() -> answers.half(response, Json.object().put("half", "of a file"));
      case Fault.Named(String name) -> answers.page(response, 404, name);
    }
  }
}
