package dev.plotline.local.slack.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.local.slack.api.Rule.Token;
import dev.plotline.local.slack.world.Ids;
import dev.plotline.local.slack.world.Installation;
import dev.plotline.local.slack.world.Json;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// `/api/<method>`: what all methods share.
final class ApiServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient Methods methods;
  private final transient Installation app;
  private final transient Rates rates;
  private final transient Journal journal;
  private final transient Faults faults;
  private final transient Answers answers;

  ApiServlet(
      Methods methods,
      Installation app,
      Rates rates,
      Journal journal,
      Faults faults,
      Answers answers) {
    this.methods = methods;
    this.app = app;
    this.rates = rates;
    this.journal = journal;
    this.faults = faults;
    this.answers = answers;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    doPost(request, response);
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = String.valueOf(request.getPathInfo());
    String name = path.startsWith("/") ? path.substring(1) : path;
    var entry = methods.find(name);
    var arguments = new Arguments(Json.object());
    ObjectNode body;
    Fault fault = faults.take(name);
    try {
      if (entry == null) {
        throw new Refusal("unknown_method").with("req_method", name);
      }
      ObjectNode values = Bodies.read(request, entry.rule().json());
      String token = token(request, values);
      arguments = new Arguments(values);
      response.setHeader("X-OAuth-Scopes", String.join(",", new TreeSet<>(app.scopes())));
      response.setHeader("X-Slack-Req-Id", Ids.random(32));
      check(entry.rule(), token);
      Duration wait = rates.take(name, entry.rule().rate(), arguments);
      if (!wait.isZero()) {
        fault = new Fault.TooMany(wait);
      }
      if (isDone(fault)) {
        body = entry.method().call(arguments);
        body.put("ok", true);
        warn(request, entry.rule(), body);
      } else {
        body =
            fault instanceof Fault.Named(String error) ? new Refusal(error).body() : Json.object();
      }
    } catch (Refusal refusal) {
      body = refusal.body();
    }
    journal.add(new Journal.Call(name, arguments, status(fault), error(fault, body)));
    send(response, fault, body);
  }

  private static String error(@Nullable Fault fault, ObjectNode body) {
    return fault instanceof Fault.TooMany ? "ratelimited" : body.path("error").asText("");
  }

  private static boolean isDone(@Nullable Fault fault) {
    return switch (fault) {
      case null -> true;
      case Fault.Half() -> true;
      case Fault.Trouble(_, boolean done) -> done;
      case Fault.Silence(boolean done) -> done;
      case Fault.TooMany _, Fault.Named _ -> false;
      case Fault.SignInPage _, Fault.Redirect _, Fault.Empty _ -> false;
    };
  }

  private static int status(@Nullable Fault fault) {
    return switch (fault) {
      case Fault.TooMany _ -> 429;
      case Fault.Trouble(int status, _) -> status;
      case Fault.Silence _ -> 0;
      case null, default -> 200;
    };
  }

  private void send(HttpServletResponse response, @Nullable Fault fault, ObjectNode body)
      throws IOException {
    switch (fault) {
      case Fault.TooMany(Duration wait) -> answers.tooMany(response, wait);
      case Fault.Trouble(int status, _) -> answers.page(response, status, "Server Error");
      case Fault.Silence _ -> answers.silence();
      case Fault.Half() -> answers.half(response, body);
      case null, default -> answers.json(response, 200, body);
    }
  }

  private void check(Rule rule, String token) {
    if (rule.token() == Token.NONE) {
      return;
    }
    if (token.isEmpty()) {
      throw new Refusal("not_authed");
    }
    boolean bot = token.equals(app.botToken());
    if (!bot && !token.equals(app.appToken())) {
      throw new Refusal("invalid_auth");
    }
    if (bot != (rule.token() == Token.BOT)) {
      throw new Refusal("not_allowed_token_type");
    }
    if (!rule.scopes().isEmpty() && Collections.disjoint(rule.scopes(), app.scopes())) {
      throw lacking(rule.scopes().getFirst(), app.scopes());
    }
  }

  /// That the token may not do it.
  static Refusal lacking(String scope, Set<String> scopes) {
    return new Refusal("missing_scope")
        .with("needed", scope)
        .with("provided", String.join(",", new TreeSet<>(scopes)));
  }

  private static String token(HttpServletRequest request, ObjectNode values) {
    String header = request.getHeader("Authorization");
    boolean json = String.valueOf(request.getContentType()).startsWith("application/json");
    String argument = values.path("token").asText("");
    values.remove("token");
    if (header != null && header.startsWith("Bearer ")) {
      return header.substring("Bearer ".length());
    }
    return json ? "" : argument;
  }

  private static void warn(HttpServletRequest request, Rule rule, ObjectNode body) {
    String type = String.valueOf(request.getContentType());
    if (rule.json() && type.startsWith("application/json") && !type.contains("charset")) {
      body.put("warning", "missing_charset");
      body.withObjectProperty("response_metadata")
          .withArrayProperty("warnings")
          .add("missing_charset");
    }
  }
}
