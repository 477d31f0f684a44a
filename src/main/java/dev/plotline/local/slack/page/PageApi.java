package dev.plotline.local.slack.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.local.slack.world.Json;
import dev.plotline.local.slack.world.Team;
import dev.plotline.local.slack.world.Upload;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.concurrent.atomic.AtomicBoolean;

/// `/local/api/…`: what the page asks for and does.
final class PageApi extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final int MOST_JSON = 1 << 20;

  private final transient Team team;
  private final transient Desk desk;
  private final transient Shown shown;
  private final transient Stream stream;
  private final transient Actions actions;

  PageApi(Team team, Desk desk, AtomicBoolean closed) {
    this.team = team;
    this.desk = desk;
    shown = new Shown(team);
    stream = new Stream(team.world(), shown, closed);
    actions = new Actions(team, desk);
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = String.valueOf(request.getPathInfo());
    String viewer = String.valueOf(request.getParameter("as"));
    switch (path) {
      case "/state" -> json(response, shown.state(viewer));
      case "/changes" -> stream.serve(viewer, response);
      default -> {
        if (path.startsWith("/file/")) {
          file(path.split("/", -1)[2], response);
        } else {
          response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
      }
    }
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = String.valueOf(request.getPathInfo());
    String user = String.valueOf(request.getParameter("as"));
    try {
      if (path.equals("/upload")) {
        String name = String.valueOf(request.getParameter("name"));
        json(response, upload(user, name, request.getInputStream()));
        return;
      }
      byte[] bytes = request.getInputStream().readNBytes(MOST_JSON);
      JsonNode body = Json.parse(new String(bytes, StandardCharsets.UTF_8));
      if (path.equals("/sample")) {
        String name = body.path("name").asText();
        try (InputStream sample = Samples.open(name)) {
          json(response, upload(user, name, sample));
        }
        return;
      }
      json(response, actions.act(path.substring(1), user, body));
    } catch (IllegalArgumentException | FileNotFoundException e) {
      // Such as a button of a message that is gone by now.
      response.sendError(HttpServletResponse.SC_CONFLICT);
    }
  }

  private ObjectNode upload(String user, String name, InputStream bytes) throws IOException {
    String id = desk.upload(user, name, bytes);
    Upload file = team.uploads().file(id);
    if (file == null) {
      throw new FileNotFoundException(id);
    }
    return Shown.file(file);
  }

  private void file(String id, HttpServletResponse response) throws IOException {
    Upload file = team.uploads().file(id);
    if (file == null || file.state() == Upload.State.AWAITED) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    // A picture is shown; everything else is only ever saved, for it might be a page.
    response.setHeader("Content-Disposition", file.isImage() ? "inline" : "attachment");
    response.setHeader("Content-Security-Policy", "default-src 'none'; sandbox");
    response.setContentType(file.isImage() ? file.mediaType() : "application/octet-stream");
    response.setContentLengthLong(Files.size(file.bytes()));
    Files.copy(file.bytes(), response.getOutputStream());
  }

  private static void json(HttpServletResponse response, ObjectNode body) throws IOException {
    response.setContentType("application/json");
    response.getOutputStream().write(Json.write(body).getBytes(StandardCharsets.UTF_8));
  }
}
