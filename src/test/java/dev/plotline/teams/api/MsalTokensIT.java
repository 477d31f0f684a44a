package dev.plotline.teams.api;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plotline.teams.api.Registration.Credential;
import dev.plotline.teams.fake.FakeLogin;
import dev.plotline.teams.fake.FakeTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// Tokens from a login of our own, by Microsoft's library.
class MsalTokensIT {
  private static final String SECRET = "s3cr3t~of.the-app";

  @TempDir private Path folder;
  private final FakeLogin login = FakeLogin.start();
  private final FakeTime time = new FakeTime();

  MsalTokensIT() {
    // The library reckons from the machine's clock.
    time.pass(Duration.between(time.instant(), Clock.systemUTC().instant()));
  }

  @AfterEach
  void close() {
    login.close();
  }

  private MsalTokens tokens(@Nullable String tenant) {
    return tokens(tenant, new Credential.Secret(SECRET));
  }

  private MsalTokens tokens(@Nullable String tenant, Credential credential) {
    return new MsalTokens(new Registration("app-1", tenant, credential, login.url()), time);
  }

  @Test
  void aBotOfOneTenantAsksThatTenant() throws Exception {
    try (var tokens = tokens("tenant-1")) {
      assertThat(tokens.connector()).isEqualTo("token-1");
      assertThat(tokens.graph("tenant-2")).isEqualTo("token-2");
    }
    assertThat(login.asked()).extracting(FakeLogin.Asked::tenant).containsOnly("tenant-1");
    assertThat(login.asked().get(0).form())
        .containsEntry("client_id", "app-1")
        .containsEntry("client_secret", SECRET)
        .hasEntrySatisfying(
            "scope", s -> assertThat(s).contains("https://api.botframework.com/.default"));
    assertThat(login.asked().get(1).form())
        .hasEntrySatisfying(
            "scope", s -> assertThat(s).contains("https://graph.microsoft.com/.default"));
  }

  @Test
  void aBotOfManyTenantsAsksTheBotFrameworksAndForGraphTheOneThatIsMeant() throws Exception {
    try (var tokens = tokens(null)) {
      tokens.connector();
      tokens.graph("tenant-2");
      tokens.graph("tenant-3");
      tokens.graph("tenant-2");
    }
    assertThat(login.asked())
        .extracting(FakeLogin.Asked::tenant)
        .containsExactly("botframework.com", "tenant-2", "tenant-3");
  }

  @Test
  void aTokenIsAskedForOnceByAll() throws Exception {
    try (var tokens = tokens("tenant-1");
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<String> ask = tokens::connector;
      var all = threads.invokeAll(IntStream.range(0, 50).mapToObj(_ -> ask).toList());
      for (var one : all) {
        assertThat(one.get()).isEqualTo("token-1");
      }
    }
    assertThat(login.asked()).hasSize(1);
  }

  @Test
  void aTokenIsReplacedBeforeItExpires() throws Exception {
    try (var tokens = tokens("tenant-1")) {
      assertThat(tokens.connector()).isEqualTo("token-1");
      time.pass(Duration.ofMinutes(54));
      assertThat(tokens.connector()).isEqualTo("token-1");
      time.pass(Duration.ofMinutes(2));
      assertThat(tokens.connector()).isEqualTo("token-2");
    }
  }

  @Test
  void theOldTokenServesWhileNoNewOneIsToBeHad() throws Exception {
    try (var tokens = tokens("tenant-1")) {
      tokens.connector();
      time.pass(Duration.ofMinutes(57));
      login.fail(400);
      assertThat(tokens.connector()).isEqualTo("token-1");
      time.pass(Duration.ofMinutes(3));
      login.fail(400);
      assertThatThrownBy(tokens::connector).isInstanceOf(IOException.class);
      assertThat(tokens.connector()).startsWith("token-");
    }
  }

  @Test
  void aTokenThatWasRefusedIsAskedForAgainUnlessItIsQuiteNew() throws Exception {
    try (var tokens = tokens("tenant-1")) {
      assertThat(tokens.drop("of another")).isFalse();
      String first = tokens.connector();
      assertThat(tokens.drop(first)).isFalse();
      time.pass(Duration.ofMinutes(2));
      assertThat(tokens.drop(first)).isTrue();
      assertThat(tokens.connector()).isEqualTo("token-2");
      assertThat(tokens.drop(first)).as("somebody has it replaced").isTrue();
      assertThat(tokens.connector()).isEqualTo("token-2");
    }
  }

  /// Each of them waiting for a login of its own that fails would take hours.
  @Test
  void whoWaitsForALoginThatFailsFailsWithIt() throws Exception {
    int many = 20;
    var released = new CountDownLatch(1);
    login.hold(released);
    for (int i = 0; i < many; i++) {
      login.fail(400);
    }
    try (var tokens = tokens("tenant-1")) {
      var failures = new LinkedBlockingQueue<Throwable>();
      List<Thread> threads =
          IntStream.range(0, many)
              .mapToObj(_ ->
                  Thread.ofPlatform().start(() -> failures.add(catchThrowable(tokens::connector))))
              .toList();
      while (!threads.stream().allMatch(thread -> thread.getState() == Thread.State.WAITING)) {
        Thread.onSpinWait();
      }
      released.countDown();
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(failures).hasSize(many).allMatch(IOException.class::isInstance);
      // One, unless the machine is so slow that some did not get as far as waiting.
      assertThat(login.asked()).hasSizeLessThan(many);
    }
  }

  @Test
  void noSecretIsLoggedOrTold() throws Exception {
    var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    Level before = root.getLevel();
    var seen = new ListAppender<ILoggingEvent>();
    seen.start();
    root.setLevel(Level.TRACE);
    root.addAppender(seen);
    try (var tokens = tokens("tenant-1")) {
      login.fail(400);
      var failed = catchThrowableOfType(IOException.class, tokens::connector);
      assertThat(failed).hasMessage("Microsoft gave no token: invalid_client AADSTS7000215");
      assertThat(failed.getCause()).isNull();
      tokens.connector();
    } finally {
      root.detachAppender(seen);
      root.setLevel(before);
    }
    List<ILoggingEvent> said;
    // Other tests' threads may be in the middle of saying something.
    synchronized (seen) {
      said = List.copyOf(seen.list);
    }
    assertThat(said)
        .extracting(ILoggingEvent::getFormattedMessage)
        .noneMatch(line -> line.contains(SECRET) || line.contains("token-1"));
    assertThat(new Credential.Secret(SECRET).toString()).doesNotContain(SECRET);
  }

  @Test
  void aCertificateSignsForTheApp() throws Exception {
    KeyStore made = made();
    var key = made.getKey("bot", "changeit".toCharArray());
    var certificate = made.getCertificate("bot");
    String pem =
        block("CERTIFICATE", certificate.getEncoded()) + block("PRIVATE KEY", key.getEncoded());

    try (var tokens = tokens("tenant-1", new Credential.Certificate(pem))) {
      assertThat(tokens.connector()).isEqualTo("token-1");
    }

    var form = login.asked().getFirst().form();
    assertThat(form).doesNotContainKey("client_secret");
    verify(form.getOrDefault("client_assertion", ""), certificate.getPublicKey());
  }

  private static void verify(String assertion, PublicKey key) throws Exception {
    String[] parts = assertion.split("\\.", -1);
    var header = new ObjectMapper().readTree(Base64.getUrlDecoder().decode(parts[0]));
    boolean pss = header.path("alg").asText().equals("PS256");
    var signature = Signature.getInstance(pss ? "RSASSA-PSS" : "SHA256withRSA");
    if (pss) {
      signature.setParameter(
          new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
    }
    signature.initVerify(key);
    signature.update((parts[0] + "." + parts[1]).getBytes(US_ASCII));
    assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
  }

  @Test
  void aFileWithoutKeyOrCertificateIsExplained() {
    assertThatThrownBy(() -> tokens("t", new Credential.Certificate("nothing")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("BEGIN PRIVATE KEY");
  }

  private KeyStore made() throws Exception {
    Path file = folder.resolve("bot.p12");
    var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    var process =
        new ProcessBuilder(
                keytool,
                "-genkeypair",
                "-alias",
                "bot",
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-dname",
                "CN=bot",
                "-storetype",
                "PKCS12",
                "-storepass",
                "changeit",
                "-keystore",
                file.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    var store = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(file)) {
      store.load(in, "changeit".toCharArray());
    }
    return store;
  }

  private static String block(String name, byte[] bytes) {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    return "-----BEGIN " + name + "-----\n" + text + "\n-----END " + name + "-----\n";
  }
}
