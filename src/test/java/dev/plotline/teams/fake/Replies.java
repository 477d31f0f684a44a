package dev.plotline.teams.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;

/// What a fake service answers.
final class Replies {
  private Replies() {}

  static void json(HttpExchange exchange, int status, JsonNode json) throws IOException {
    send(exchange, status, "application/json", json.toString().getBytes(UTF_8));
  }

  static void error(HttpExchange exchange, int status, String code) throws IOException {
    var json = JsonNodeFactory.instance.objectNode();
    json.putObject("error").put("code", code).put("message", code);
    json(exchange, status, json);
  }

  static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
    exchange.getRequestBody().readAllBytes();
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }
}
