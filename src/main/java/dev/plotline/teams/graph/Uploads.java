package dev.plotline.teams.graph;

import dev.plotline.chat.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/// Puts files into an upload session of OneDrive, piece by piece, without a token. What can't be
/// put is an [IOException] whose message is one sentence for the person.
final class Uploads {
  /// A multiple of 320 KiB, which OneDrive asks for.
  private static final int PIECE = 16 * 320 * 1024;

  private static final MediaType BYTES = MediaType.get("application/octet-stream");

  private final Hosts hosts;
  private final Web web;

  Uploads(Hosts hosts, Web web) {
    this.hosts = hosts;
    this.web = web;
  }

  /// Uploads a whole file.
  ///
  /// @param address of the session
  void put(String address, Reply.File file) throws IOException {
    HttpUrl url = HttpUrl.parse(address);
    if (url == null || !hosts.allows(address)) {
      throw new IOException("The place to put it is not Microsoft's, so the file was not saved.");
    }
    long at = 0;
    try (InputStream in = opened(file)) {
      byte[] piece = in.readNBytes(PIECE);
      while (piece.length > 0) {
        put(url, piece, at, file.size());
        at += piece.length;
        piece = in.readNBytes(PIECE);
      }
    }
    if (at != file.size()) {
      throw new IOException("The file changed meanwhile: ask for it again.");
    }
  }

  private static InputStream opened(Reply.File file) throws IOException {
    try {
      return file.content().open();
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException("The file could not be read again: ask for it again.", e);
    }
  }

  private Response sent(Request request) throws IOException {
    try {
      return web.send(request);
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException("OneDrive could not be reached: ask for the file again.", e);
    }
  }

  private void put(HttpUrl url, byte[] piece, long from, long size) throws IOException {
    String range = "bytes " + from + "-" + (from + piece.length - 1) + "/" + size;
    var request =
        new Request.Builder()
            .url(url)
            .header("Content-Range", range)
            .put(RequestBody.create(piece, BYTES))
            .build();
    try (Response response = sent(request)) {
      int status = response.code();
      // 416: it is there already, from an attempt whose answer was lost.
      if ((status < 200 || status > 299) && status != 416) {
        throw new IOException(
            status == 401 || status == 403 || status == 404 || status == 410
                ? "The time to save it is over: ask for the file again."
                : "OneDrive did not take it (HTTP " + status + "): ask for the file again.");
      }
    }
  }
}
