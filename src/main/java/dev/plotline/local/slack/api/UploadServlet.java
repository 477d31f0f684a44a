package dev.plotline.local.slack.api;

import dev.plotline.local.slack.world.Json;
import dev.plotline.local.slack.world.Team;
import dev.plotline.local.slack.world.Upload;
import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/// `/upload/v1/<id>`: takes the bytes of a file whose address was given out, plain or as a form.
final class UploadServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  /// What Jetty reads a form's parts by; the name is Jetty's.
  private static final String MULTIPART = "org.eclipse.jetty.multipartConfig";

  private final transient Team team;
  private final transient Journal journal;
  private final transient Faults faults;
  private final transient Answers answers;

  UploadServlet(Team team, Journal journal, Faults faults, Answers answers) {
    this.team = team;
    this.journal = journal;
    this.faults = faults;
    this.answers = answers;
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    String id = String.valueOf(request.getPathInfo()).replaceFirst("^/", "");
    Upload file = team.uploads().file(id);
    var arguments = new Arguments(Json.object().put("file", id));
    Fault fault = faults.take("file.upload");
    boolean done = fault == null || (fault instanceof Fault.Trouble trouble && trouble.done());
    int status = 404;
    if (file != null && file.state() == Upload.State.AWAITED) {
      status = done ? take(request, id, file.size()) : 200;
    }
    if (fault != null) {
      status = fault instanceof Fault.Trouble(int trouble, _) ? trouble : 0;
    }
    journal.add(new Journal.Call("file.upload", arguments, status, status == 200 ? "" : "refused"));
    switch (fault) {
      case null -> answers.plain(response, status, status == 200 ? "OK - " + id : "refused");
      case Fault.TooMany(var wait) -> answers.tooMany(response, wait);
      case Fault.Trouble(int trouble, _) -> answers.page(response, trouble, "Server Error");
      case Fault.Silence _ -> answers.silence();
      default -> answers.page(response, 400, "Bad Request");
    }
  }

  private int take(HttpServletRequest request, String id, long announced)
      throws IOException, ServletException {
    try (InputStream bytes = bytes(request)) {
      Upload file = team.uploads().receive(id, bytes);
      if (file.size() == announced) {
        return 200;
      }
      // What came is not what was announced: the address stays open.
      team.uploads()
          .change(
              id,
              f ->
                  new Upload(
                      f.id(),
                      f.name(),
                      f.title(),
                      announced,
                      f.alt(),
                      f.user(),
                      f.bytes(),
                      Upload.State.AWAITED,
                      f.shares()));
      return 400;
    }
  }

  private static InputStream bytes(HttpServletRequest request)
      throws IOException, ServletException {
    String type = String.valueOf(request.getContentType()).toLowerCase(Locale.ROOT);
    if (!type.startsWith("multipart/form-data")) {
      return request.getInputStream();
    }
    request.setAttribute(
        MULTIPART, new MultipartConfigElement(System.getProperty("java.io.tmpdir")));
    for (Part part : request.getParts()) {
      if (part.getSubmittedFileName() != null) {
        return part.getInputStream();
      }
    }
    return InputStream.nullInputStream();
  }
}
