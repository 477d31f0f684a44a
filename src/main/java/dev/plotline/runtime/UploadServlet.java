package dev.plotline.runtime;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/// `POST /uploads`: the body is a file; the answer `{"upload": id}` names it for `/invocations`.
public final class UploadServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient Uploads uploads;

  /// Takes files into these uploads.
  public UploadServlet(Uploads uploads) {
    this.uploads = uploads;
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String id = uploads.add(out -> request.getInputStream().transferTo(out));
    response.setContentType("application/json");
    response.getWriter().write("{\"upload\":\"" + id + "\"}");
  }
}
