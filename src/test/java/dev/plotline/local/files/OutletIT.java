package dev.plotline.local.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plotline.aws.AwsClients;
import dev.plotline.aws.AwsEndpoint;
import dev.plotline.aws.AwsSettings;
import dev.plotline.aws.S3Files;
import dev.plotline.web.WebServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Links to local files that people elsewhere open.
class OutletIT {
  @TempDir private Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private LocalFiles files;
  private AwsClients clients;
  private WebServer web;
  private S3Files store;

  @BeforeEach
  void start() throws IOException {
    files = LocalFiles.start(folder, 0);
    var s3 = new AwsEndpoint.At(files.url(), files.accessKey(), files.secretKey());
    var none = new AwsEndpoint.Default();
    clients = new AwsClients(new AwsSettings("us-east-1", none, none, s3, true));
    web = WebServer.onLoopback().servlet(Outlet.PATH, new Outlet(files.url())).start();
    store = new S3Files(clients, files.bucket(), signed -> Outlet.link(web.url(), signed));
  }

  @AfterEach
  void stop() {
    http.close();
    web.close();
    clients.close();
    files.close();
  }

  private URI link(String key) throws IOException {
    byte[] bytes = "a,b\n1,2\n".getBytes(UTF_8);
    store.put(key, () -> new ByteArrayInputStream(bytes), bytes.length, "text/csv", "a.csv");
    return store.link(key, Duration.ofHours(1)).url();
  }

  private HttpResponse<String> open(URI link, String... headers) throws Exception {
    var request = HttpRequest.newBuilder(link);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.csv", "x/100 % <ü>&+=#?.csv", "x/a%2Fb;c=1.csv"})
  void aSignedLinkOpens(String key) throws Exception {
    URI link = link(key);
    var opened = open(link);

    assertThat(link.toString()).startsWith(web.url() + "/files?at=");
    assertThat(opened.statusCode()).isEqualTo(200);
    assertThat(opened.body()).isEqualTo("a,b\n1,2\n");
    assertThat(opened.headers().firstValue("Content-Disposition"))
        .hasValueSatisfying(value -> assertThat(value).contains("a.csv"));
    assertThat(opened.headers().firstValue("Content-Security-Policy"))
        .hasValueSatisfying(value -> assertThat(value).startsWith("sandbox"));
    var part = open(link, "Range", "bytes=4-6");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo("1,2");
  }

  @Test
  void whatIsNotSignedDoesNotOpen() throws Exception {
    String link = link("a.csv").toString();

    assertThat(open(web.url().resolve("/files")).statusCode()).isEqualTo(404);
    assertThat(open(web.url().resolve("/files?at=%2Fplotline%2Fa.csv&x=1")).statusCode())
        .isEqualTo(404);
    assertThat(open(URI.create(link.replace("a.csv", "b.csv"))).statusCode()).isEqualTo(403);
    assertThat(open(URI.create(link.replaceFirst("at=%2F", "at=%40evil.example%2F"))).statusCode())
        .isEqualTo(404);
    var post = HttpRequest.newBuilder(URI.create(link)).POST(HttpRequest.BodyPublishers.noBody());
    assertThat(http.send(post.build(), BodyHandlers.discarding()).statusCode()).isEqualTo(405);
  }
}
