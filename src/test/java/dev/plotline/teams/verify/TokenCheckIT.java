package dev.plotline.teams.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.teams.fake.FakeIssuer;
import dev.plotline.teams.verify.Gate.Origin;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Clock;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Of all tokens that were tried on the SDK only the right one passes here.
class TokenCheckIT {
  private static final String APP = "11111111-2222-3333-4444-555555555555";
  private static final String SERVICE = "https://smba.trafficmanager.net/emea/";
  private static final String TENANT = "tenant-1";
  private static final Origin TEAMS = new Origin("msteams", SERVICE, Set.of(TENANT));

  private static FakeIssuer issuer;
  private static Keys keys;
  private static TokenCheck check;

  @BeforeAll
  static void start() {
    issuer = FakeIssuer.start();
    issuer.show("key-2", "webchat", "directline");
    issuer.showWeak("key-3", 1_024);
    keys = new Keys(issuer.metadata(), Clock.systemUTC());
    var hosts = new Hosts(Set.of("smba.trafficmanager.net", "*.botframework.com"));
    var allowed = new TokenCheck.Allowed(hosts, Set.of(TENANT));
    check = new TokenCheck(APP, keys, allowed, Clock.systemUTC());
  }

  @AfterAll
  static void stop() {
    keys.close();
    issuer.close();
  }

  private static ObjectNode claims() {
    return FakeIssuer.claims(APP, SERVICE);
  }

  private static boolean passes(String header) throws IOException {
    return check.lets(header, TEAMS);
  }

  @Test
  void theRightTokenPasses() throws IOException {
    assertThat(passes(issuer.bearer(APP, SERVICE))).isTrue();
    assertThat(passes(issuer.bearer(APP, SERVICE).replace("Bearer", "bearer"))).isTrue();
    ObjectNode alwaysValid = claims();
    alwaysValid.remove("nbf");
    assertThat(passes(issuer.bearer(alwaysValid))).isTrue();
  }

  @Test
  void clocksMayDifferByMinutes() throws IOException {
    long now = Clock.systemUTC().instant().getEpochSecond();
    assertThat(passes(issuer.bearer(claims().put("exp", now - 60)))).isTrue();
    assertThat(passes(issuer.bearer(claims().put("nbf", now + 240)))).isTrue();
  }

  static Stream<Consumer<ObjectNode>> wrongClaims() {
    long now = Clock.systemUTC().instant().getEpochSecond();
    return Stream.of(
        claims -> claims.put("aud", "99999999-2222-3333-4444-555555555555"),
        claims -> claims.putArray("aud").add(APP).add("another"),
        claims -> claims.remove("aud"),
        claims -> claims.put("exp", now - 301),
        claims -> claims.put("exp", String.valueOf(now + 3_600)),
        claims -> claims.putNull("exp"),
        claims -> claims.remove("exp"),
        claims -> claims.put("nbf", now + 600),
        claims -> claims.put("nbf", "soon"),
        claims -> claims.put("nbf", new BigInteger("18446744073709551617")),
        claims -> claims.put("exp", new BigInteger("18446744073709551617").shiftLeft(80)),
        claims -> claims.put("exp", 1e300),
        claims -> claims.put("serviceurl", "https://smba.trafficmanager.net/amer/"),
        claims -> claims.remove("serviceurl"),
        claims -> claims.remove("iss"),
        // Emulators, skills and other bots: by issuers of Entra's, with the app named elsewhere.
        claims -> emulator(claims, "https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/"),
        claims ->
            emulator(
                claims,
                "https://login.microsoftonline.com/d6d49420-f39b-4df7-a1dc-d59a935871db/v2.0"),
        claims -> emulator(claims, "https://sts.windows.net/f8cdef31-a31e-4b4a-93e4-5f571e91255a/"),
        claims -> emulator(claims, "https://sts.windows.net/cab8a31a-1906-4287-a0d8-4eef66b95f6e/"),
        claims ->
            emulator(
                    claims,
                    "https://login.microsoftonline.com/f8cdef31-a31e-4b4a-93e4-5f571e91255a/v2.0")
                .put("azp", "a-foreign-bot"),
        // The bot's own outbound token.
        claims ->
            emulator(claims, "https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/")
                .put("aud", "https://api.botframework.com"),
        claims -> claims.put("aud", "https://api.botframework.com"),
        // A customer's tenant.
        claims -> claims.put("iss", "https://login.microsoftonline.com/" + TENANT + "/v2.0"));
  }

  private static ObjectNode emulator(ObjectNode claims, String issuer) {
    return claims.put("iss", issuer).put("appid", APP).put("azp", APP).put("ver", "2.0");
  }

  @ParameterizedTest
  @MethodSource("wrongClaims")
  void aTokenThatClaimsAnythingElseDoesNot(Consumer<ObjectNode> change) throws IOException {
    ObjectNode claims = claims();
    change.accept(claims);
    assertThat(passes(issuer.bearer(claims))).as("%s", claims).isFalse();
  }

  @Test
  void anotherKeyOrAlgorithmDoesNot() throws IOException {
    var stranger = FakeIssuer.pair(2_048);
    assertThat(passes(FakeIssuer.bearer(FakeIssuer.header("RS256", "key-1"), claims(), stranger)))
        .isFalse();
    assertThat(passes(FakeIssuer.bearer(FakeIssuer.header("RS256", "key-9"), claims(), stranger)))
        .isFalse();
    assertThat(passes(issuer.bearer("key-2", claims()))).as("not endorsed").isFalse();
    assertThat(passes(issuer.bearer("key-3", claims()))).as("too short").isFalse();
    assertThat(passes(issuer.bearer(FakeIssuer.header("RS512", "key-1"), claims()))).isFalse();
    assertThat(passes(issuer.bearer(FakeIssuer.header("rs256", "key-1"), claims()))).isFalse();
    var critical = FakeIssuer.header("RS256", "key-1");
    critical.putArray("crit").add("b64");
    assertThat(passes(issuer.bearer(critical, claims()))).as("demands more").isFalse();
    assertThat(passes(FakeIssuer.unsigned(claims()))).isFalse();
    assertThat(passes(issuer.confused(claims()))).isFalse();
  }

  @Test
  void changedBytesDoNot() throws IOException {
    String right = issuer.bearer(claims());
    String other = issuer.bearer(claims().put("serviceurl", SERVICE + "x"));
    String forged = right.substring(0, right.lastIndexOf('.')) + end(other);
    assertThat(passes(forged)).isFalse();
    assertThat(passes(right.substring(0, right.lastIndexOf('.') + 1))).isFalse();
    assertThat(passes(right.substring(0, right.length() - 20))).isFalse();
  }

  private static String end(String token) {
    return token.substring(token.lastIndexOf('.'));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer",
        "Bearer ",
        "Bearer x",
        "Bearer a.b.c",
        "Bearer ..",
        "Bearer e30.e30.",
        "Bearer bnVsbA.bnVsbA.AA",
        "Bearer e30=.e30=.!!",
        "Basic dXNlcjpwYXNz"
      })
  void garbageDoesNot(String header) throws IOException {
    assertThat(passes(header)).isFalse();
  }

  @Test
  void noHeaderAndOneWithoutEndDoNot() throws IOException {
    assertThat(check.lets(null, TEAMS)).isFalse();
    assertThat(passes(issuer.bearer(claims().put("more", "x".repeat(16_384))))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "'', https://smba.trafficmanager.net/emea/, tenant-1",
    "emulator, https://smba.trafficmanager.net/emea/, tenant-1",
    "webchat, https://smba.trafficmanager.net/emea/, tenant-1",
    "msteams, '', tenant-1",
    "msteams, https://evil.example/, tenant-1",
    "msteams, https://smba.trafficmanager.net.evil.example/, tenant-1",
    "msteams, https://evil.example/smba.trafficmanager.net/, tenant-1",
    "msteams, https://smba.trafficmanager.net@evil.example/, tenant-1",
    "msteams, https://evil.example@smba.trafficmanager.net/, tenant-1",
    "msteams, https://evilbotframework.com/, tenant-1",
    "msteams, http://smba.trafficmanager.net/emea/, tenant-1",
    "msteams, ftp://smba.trafficmanager.net/emea/, tenant-1",
    "msteams, https:///emea/, tenant-1",
    "msteams, ':not a url', tenant-1",
    "msteams, http://127.0.0.1/, tenant-1",
    "msteams, https://smba.trafficmanager.net/emea/, tenant-2",
  })
  void anActivityThatNamesAnotherOriginDoesNot(String channel, String service, String tenant)
      throws IOException {
    String header = issuer.bearer(APP, service);
    assertThat(check.lets(header, new Origin(channel, service, Set.of(tenant)))).isFalse();
  }

  @Test
  void withoutTokensAnswersGoToTheHostsOnTheListAllTheSame() {
    var open = new OpenGate(new Hosts(Set.of("localhost")));
    assertThat(open.lets(null, new Origin("emulator", "http://localhost:5/", Set.of()))).isTrue();
    for (String service : new String[] {"", "http://evil.example/", SERVICE, "http://[x"}) {
      assertThat(open.lets(null, new Origin("emulator", service, Set.of()))).isFalse();
    }
  }

  @Test
  void anActivityOfTwoOrganisationsOrNoneDoesNot() throws IOException {
    String header = issuer.bearer(APP, SERVICE);
    assertThat(check.lets(header, new Origin("msteams", SERVICE, Set.of(TENANT, "evil"))))
        .isFalse();
    assertThat(check.lets(header, new Origin("msteams", SERVICE, Set.of()))).isFalse();
    var nobody = new TokenCheck.Allowed(new Hosts(Set.of("smba.trafficmanager.net")), Set.of());
    var closed = new TokenCheck(APP, keys, nobody, Clock.systemUTC());
    assertThat(closed.lets(header, TEAMS)).as("no organisation is set").isFalse();
  }
}
