package dev.plotline.teams.fake;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Bot Framework's OpenID server: metadata, keys, and tokens of any kind, right and wrong.
public final class FakeIssuer implements AutoCloseable {
  /// The issuer of the connector's tokens.
  public static final String CONNECTOR = "https://api.botframework.com";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final Map<String, Shown> keys = new ConcurrentHashMap<>();
  private final AtomicInteger loads = new AtomicInteger();
  private volatile int status = 200;
  private volatile String jwks = "";
  private volatile Runnable asked = () -> {};

  private record Shown(KeyPair pair, List<String> endorsements) {}

  private FakeIssuer(HttpServer server) {
    this.server = server;
    jwks = url() + "v1/.well-known/keys";
    server.createContext("/v1/.well-known/openidconfiguration", this::metadata);
    server.createContext("/v1/.well-known/keys", this::keys);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    show("key-1", "msteams");
    server.start();
  }

  /// A server with one key, `key-1`, that may speak for Teams.
  public static FakeIssuer start() {
    try {
      return new FakeIssuer(
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  /// Where the metadata is.
  public URI metadata() {
    return url().resolve("v1/.well-known/openidconfiguration");
  }

  /// Publishes a new key.
  public void show(String id, String... endorsements) {
    keys.put(id, new Shown(pair(2_048), List.of(endorsements)));
  }

  /// Publishes a new key of some bits.
  public void showWeak(String id, int bits) {
    keys.put(id, new Shown(pair(bits), List.of("msteams")));
  }

  /// Withdraws a key.
  public void hide(String id) {
    keys.remove(id);
  }

  /// Answers with another status from now on.
  public void answer(int with) {
    status = with;
  }

  /// Names another address for the keys.
  public void lead(String to) {
    jwks = to;
  }

  /// Names the keys' own address by another name of this machine.
  public void leadBy(String host) {
    jwks = jwks.replace("127.0.0.1", host);
  }

  /// Does something whenever the metadata is asked for, before it is given.
  public void whenAsked(Runnable work) {
    asked = work;
  }

  /// How often the metadata was asked for.
  public int loads() {
    return loads.get();
  }

  /// A key that isn't published.
  public static KeyPair pair(int bits) {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /// What the right token for a bot claims.
  public static ObjectNode claims(String appId, String serviceUrl) {
    long now = Instant.now().getEpochSecond();
    return JSON.createObjectNode()
        .put("serviceurl", serviceUrl)
        .put("nbf", now - 10)
        .put("exp", now + 3_600)
        .put("iss", CONNECTOR)
        .put("aud", appId);
  }

  /// The header for a right token: `Bearer …`.
  public String bearer(String appId, String serviceUrl) {
    return bearer(claims(appId, serviceUrl));
  }

  /// The header for a token with these claims, signed with `key-1`.
  public String bearer(JsonNode claims) {
    return bearer("key-1", claims);
  }

  /// The header for a token with this header of its own, signed with `key-1`.
  public String bearer(JsonNode header, JsonNode claims) {
    return bearer(header, claims, shown("key-1").pair());
  }

  /// The header for a token signed with a published key.
  public String bearer(String id, JsonNode claims) {
    return bearer(header("RS256", id), claims, shown(id).pair());
  }

  private Shown shown(String id) {
    Shown shown = keys.get(id);
    if (shown == null) {
      throw new AssertionError("no key " + id);
    }
    return shown;
  }

  /// A token's header.
  public static ObjectNode header(String algorithm, String keyId) {
    return JSON.createObjectNode().put("alg", algorithm).put("kid", keyId).put("typ", "JWT");
  }

  /// The header for a token signed with any key.
  public static String bearer(JsonNode header, JsonNode claims, KeyPair with) {
    String signed = base64(bytes(header)) + "." + base64(bytes(claims));
    try {
      var signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(with.getPrivate());
      signature.update(signed.getBytes(US_ASCII));
      return "Bearer " + signed + "." + base64(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /// Unsigned.
  public static String unsigned(JsonNode claims) {
    return "Bearer " + base64(bytes(header("none", "key-1"))) + "." + base64(bytes(claims)) + ".";
  }

  /// Signed symmetrically, with the public key as everybody's secret.
  public String confused(JsonNode claims) {
    String signed = base64(bytes(header("HS256", "key-1"))) + "." + base64(bytes(claims));
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(shown("key-1").pair().getPublic().getEncoded(), "HmacSHA256"));
      return "Bearer " + signed + "." + base64(mac.doFinal(signed.getBytes(US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] bytes(JsonNode json) {
    return json.toString().getBytes(UTF_8);
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private void metadata(HttpExchange exchange) throws IOException {
    loads.incrementAndGet();
    asked.run();
    send(exchange, Map.of("issuer", CONNECTOR, "jwks_uri", jwks));
  }

  private void keys(HttpExchange exchange) throws IOException {
    send(
        exchange,
        Map.of("keys", keys.entrySet().stream().map(e -> jwk(e.getKey(), e.getValue())).toList()));
  }

  private static Map<String, Object> jwk(String id, Shown shown) {
    var key = (RSAPublicKey) shown.pair().getPublic();
    var jwk = new LinkedHashMap<String, Object>();
    jwk.put("kty", "RSA");
    jwk.put("use", "sig");
    jwk.put("kid", id);
    jwk.put("x5t", id);
    jwk.put("n", base64(unsigned(key.getModulus())));
    jwk.put("e", base64(unsigned(key.getPublicExponent())));
    jwk.put("endorsements", shown.endorsements());
    return jwk;
  }

  private static byte[] unsigned(BigInteger number) {
    byte[] bytes = number.toByteArray();
    return bytes[0] == 0 ? java.util.Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
  }

  private void send(HttpExchange exchange, Object json) throws IOException {
    try (exchange) {
      byte[] body = JSON.writeValueAsBytes(json);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
