package dev.plotline.slack.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Proxy;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Where bytes of files go, and by which way.
class TransfersTest {
  private static final URI SLACK = URI.create("https://slack.com/api/");

  private static final Map<String, String> PROXY =
      Map.of("http.proxyHost", "proxy.example", "http.proxyPort", "3128");

  @BeforeEach
  void nameAProxy() {
    PROXY.forEach(System::setProperty);
  }

  @AfterEach
  void nameNone() {
    PROXY.keySet().forEach(System::clearProperty);
  }

  @Test
  void filesGoThroughTheProxyAsAllElseDoes() {
    var transfers = new Transfers(SLACK);
    Proxy proxy = transfers.proxy();
    transfers.close();

    assertThat(proxy).isNotNull();
    assertThat(proxy.address().toString()).contains("proxy.example").contains("3128");
    assertThat(WebApi.config(SLACK).getProxyUrl()).contains("proxy.example");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://127.0.0.1:4700/api/", "http://localhost:1/api/", "http://[::1]:1/api/"})
  void whatIsOnThisMachineIsReachedWithoutAProxy(String here) {
    var transfers = new Transfers(URI.create(here));

    assertThat(transfers.proxy()).isNull();
    assertThat(WebApi.config(URI.create(here)).getProxyUrl()).isNull();
    transfers.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://files.slack.com.evil.example/f",
        "https://evil.example/files.slack.com",
        "http://files.slack.com/f",
        "https://files.slack.com:444/f",
        "https://token@files.slack.com/f",
        "http://127.0.0.1/f",
        "file:///etc/passwd",
        "not an address"
      })
  void otherHostsAreNotAsked(String address) {
    var transfers = new Transfers(SLACK);

    assertThat(transfers.isAllowed(address)).isFalse();
    assertThat(transfers.isAllowed("https://files.slack.com/files-pri/T1-F1/a.csv")).isTrue();
    transfers.close();
  }
}
