package dev.plotline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plotline.chat.Message;
import dev.plotline.chat.ThreadKey;
import dev.plotline.chat.Trails;
import dev.plotline.cli.Trouble;
import dev.plotline.file.MapFiles;
import dev.plotline.teams.api.Registration;
import dev.plotline.teams.api.Registration.Credential;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How Teams is set up, and what is refused.
class TeamsSetupTest {
  private static final String APP = "abcdef11-2222-3333-4444-555555555555";
  private static final String HOME = "aaaaaaaa-0000-0000-0000-000000000001";
  private static final String REGISTERED =
      "MICROSOFT_APP_ID=A MICROSOFT_APP_PASSWORD=x MICROSOFT_APP_TENANT_ID=H";
  private static final String LOCAL =
      " PLOTLINE_LOCAL=model,code,files PLOTLINE_PUBLIC_URL=https://bot.example";

  @TempDir private Path folder;

  private static Settings settings(String set) {
    Map<String, String> all = new HashMap<>();
    for (String one : set.strip().split(" ", -1)) {
      String value = one.replaceFirst("[^=]*=", "");
      value = value.replaceAll("\\bA\\b", APP.toUpperCase(Locale.ROOT));
      value = value.replaceAll("\\bH\\b", HOME.toUpperCase(Locale.ROOT));
      all.put(one.replaceFirst("=.*", ""), value);
    }
    return Settings.of(all);
  }

  @ParameterizedTest
  @CsvSource({
    "MICROSOFT_APP_ID=A, MICROSOFT_APP_PASSWORD",
    "MICROSOFT_APP_PASSWORD=x, MICROSOFT_APP_ID",
    "MICROSOFT_APP_TENANT_ID=H, MICROSOFT_APP_ID",
    "MICROSOFT_APP_CERTIFICATE=x, MICROSOFT_APP_ID",
    "MICROSOFT_APP_ID=A MICROSOFT_APP_PASSWORD=x S3_BUCKET=b, MICROSOFT_APP_TENANT_ID",
    "MICROSOFT_APP_ID=A MICROSOFT_APP_PASSWORD=x MICROSOFT_APP_CERTIFICATE=y, leave one out",
    "MICROSOFT_APP_ID=A MICROSOFT_APP_CERTIFICATE=/not/there.pem, /not/there.pem",
    "R MICROSOFT_APP_TYPE=UserAssignedMSI, MICROSOFT_APP_TYPE",
    "MICROSOFT_APP_ID=A MICROSOFT_APP_PASSWORD=x MICROSOFT_APP_TYPE=MultiTenant, TEAMS_TENANTS",
    "R MICROSOFT_GRAPH_URL=http://graph.example/, MICROSOFT_GRAPH_URL",
    "R MICROSOFT_OPENID_URL=nowhere, MICROSOFT_OPENID_URL",
    "R MICROSOFT_LOGIN_URL=http://login.example/, MICROSOFT_LOGIN_URL",
    "R TEAMS_GUESTS=perhaps, TEAMS_GUESTS",
    "R TEAMS_HOSTS=https://smba.trafficmanager.net/, TEAMS_HOSTS",
    "R TEAMS_HOSTS=smba.*, TEAMS_HOSTS",
    "R TEAMS_HOSTS=*, TEAMS_HOSTS",
    "R TEAMS_HOSTS=*.com, TEAMS_HOSTS",
    "R TEAMS_TENANTS=contoso.com, TEAMS_TENANTS",
    "R TEAMS_TEAMS=H, TEAMS_TEAMS",
    "R TEAMS_USERS=ann@contoso.com, TEAMS_USERS",
    "MICROSOFT_APP_ID=bot MICROSOFT_APP_PASSWORD=x MICROSOFT_APP_TENANT_ID=H, MICROSOFT_APP_ID",
    "MICROSOFT_APP_ID=A MICROSOFT_APP_PASSWORD=x MICROSOFT_APP_TENANT_ID=a.com, MICROSOFT_APP_TENANT_ID",
    "R TEAMS_VERIFY=off, TEAMS_VERIFY",
    "TEAMS_VERIFY=off PLOTLINE_PUBLIC_URL=https://bot.example, TEAMS_VERIFY",
    "R, S3_BUCKET",
    "R PLOTLINE_LOCAL=model, S3_BUCKET",
    "'R PLOTLINE_LOCAL=model,code,files', PLOTLINE_PUBLIC_URL"
  })
  void whatCannotBeMeantIsRefusedByName(String set, String named) {
    var settings = settings(set.replaceFirst("^R", REGISTERED));
    assertThatThrownBy(() -> Platforms.check(settings))
        .isInstanceOf(Trouble.class)
        .hasMessageContaining(named);
  }

  @Test
  void whatIsMeantIsNotRefused() {
    Platforms.check(settings(REGISTERED + LOCAL));
    Platforms.check(settings(REGISTERED + " S3_BUCKET=b"));
    Platforms.check(
        settings(
            "MICROSOFT_APP_ID=A MICROSOFT_APP_PASSWORD=x MICROSOFT_APP_TYPE=multitenant"
                + " TEAMS_TENANTS=H,A S3_BUCKET=b"));
    Platforms.check(settings("TEAMS_VERIFY=off"));
    Platforms.check(settings("TEAMS_VERIFY=off PLOTLINE_PUBLIC_URL=http://localhost:3000"));
    Platforms.check(settings(REGISTERED + " TEAMS_HOSTS=127.0.0.1"));
    Platforms.check(
        settings(REGISTERED + " TEAMS_TEAMS=19:Abc@thread.tacv2 TEAMS_USERS=H S3_BUCKET=b"));
  }

  /// Ids are given in upper case and in lower: Teams' tokens have them in lower case.
  @Test
  void aRegistrationOfOneTenantAnswersThatTenant() {
    var teams = TeamsSetup.of(settings(REGISTERED));
    assertThat(teams.trust().tenants()).containsExactly(HOME);
    assertThat(teams.app())
        .isEqualTo(new Registration(APP, HOME, new Credential.Secret("x"), Registration.LOGIN));
    assertThat(teams.trust().openId()).isNotNull();
    var hosts = teams.trust().hosts();
    assertThat(hosts.allows(URI.create("https://smba.trafficmanager.net/emea/"))).isTrue();
    assertThat(hosts.allows(URI.create("https://smba.infra.gcc.teams.microsoft.com/x/"))).isTrue();
    assertThat(hosts.allows(URI.create("http://127.0.0.1:5/"))).isFalse();
  }

  @Test
  void aRegistrationOfSeveralNamesThoseItAnswers() throws IOException {
    Path pem = Files.writeString(folder.resolve("bot.pem"), "a certificate");
    var teams =
        TeamsSetup.of(
            settings(
                "MICROSOFT_APP_ID=A MICROSOFT_APP_CERTIFICATE="
                    + pem
                    + " MICROSOFT_APP_TYPE=MultiTenant TEAMS_TENANTS=H,A"));
    assertThat(teams.trust().tenants()).containsExactlyInAnyOrder(HOME, APP);
    assertThat(teams.app())
        .isEqualTo(
            new Registration(
                APP, null, new Credential.Certificate("a certificate"), Registration.LOGIN));
  }

  @Test
  void aCertificateThatIsNoneIsSaid() throws IOException {
    Path pem = Files.writeString(folder.resolve("bot.pem"), "no certificate");
    var settings =
        settings("MICROSOFT_APP_ID=A MICROSOFT_APP_TENANT_ID=H MICROSOFT_APP_CERTIFICATE=" + pem);
    var clock = Clock.systemUTC();
    assertThatThrownBy(() -> TeamsSetup.bot(settings, new NoTrails(), new MapFiles(clock), clock))
        .isInstanceOf(Trouble.class)
        .hasMessageContaining("Teams can't be set up");
  }

  private static String pem(String what, byte[] bytes) {
    String text = Base64.getMimeEncoder().encodeToString(bytes);
    return "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n";
  }

  @Test
  void aKeyThatIsOfAnotherKindIsSaidWithAWayOut() throws Exception {
    var elliptic = KeyPairGenerator.getInstance("EC").generateKeyPair();
    var rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair();
    for (String file :
        new String[] {
          "",
          pem("PRIVATE KEY", elliptic.getPrivate().getEncoded()),
          pem("PRIVATE KEY", new byte[] {1, 2, 3}),
          pem("RSA PRIVATE KEY", rsa.getPrivate().getEncoded()),
          pem("ENCRYPTED PRIVATE KEY", rsa.getPrivate().getEncoded()),
          pem("PRIVATE KEY", rsa.getPrivate().getEncoded()),
          pem("CERTIFICATE", new byte[] {1, 2, 3}),
          "-----BEGIN PRIVATE KEY-----\nA\n-----END PRIVATE KEY-----"
        }) {
      Path pem = Files.writeString(folder.resolve("bot.pem"), file);
      var settings =
          settings("MICROSOFT_APP_ID=A MICROSOFT_APP_TENANT_ID=H MICROSOFT_APP_CERTIFICATE=" + pem);
      var clock = Clock.systemUTC();
      assertThatThrownBy(() -> TeamsSetup.bot(settings, new NoTrails(), new MapFiles(clock), clock))
          .as(file)
          .isInstanceOf(Trouble.class)
          .hasMessageContaining("MICROSOFT_APP_CERTIFICATE")
          .hasMessageContaining("BEGIN CERTIFICATE")
          .hasMessageContaining("BEGIN PRIVATE KEY")
          .hasMessageContaining("openssl");
    }
  }

  @Test
  void onlyABotThatStaysUpIsReachedFromOutside() {
    var settings = settings(REGISTERED + LOCAL + " MICROSOFT_OPENID_URL=http://127.0.0.1:9/");
    var clock = Clock.systemUTC();
    try (var served = Platforms.of(settings, new NoTrails(), new MapFiles(clock), clock);
        var forOneQuestion = Platforms.none(settings)) {
      assertThat(served.isReachedFromOutside()).isTrue();
      assertThat(forOneQuestion.isReachedFromOutside()).isFalse();
    }
  }

  private static final class NoTrails implements Trails {
    @Override
    public List<String> of(Message message) {
      return List.of();
    }

    @Override
    public void mark(Message message, String mark) {}

    @Override
    public List<String> of(ThreadKey thread) {
      return List.of();
    }
  }

  @Test
  void withoutTokensItNeedsNoRegistrationAndAnswersThisMachine() {
    var teams = TeamsSetup.of(settings("TEAMS_VERIFY=off"));
    assertThat(teams.app()).isNull();
    assertThat(teams.trust().openId()).isNull();
    assertThat(teams.trust().hosts().allows(URI.create("http://localhost:56150/"))).isTrue();
  }

  @Test
  void tokensAreCheckedWhereverOthersReachTheListener() {
    var off = settings("TEAMS_VERIFY=off");
    TeamsSetup.checkBind(off, "127.0.0.1");
    TeamsSetup.checkBind(off, "localhost");
    for (String bind : new String[] {"0.0.0.0", "::", "10.0.0.1", "no.such.host.invalid"}) {
      assertThatThrownBy(() -> TeamsSetup.checkBind(off, bind))
          .isInstanceOf(Trouble.class)
          .hasMessageContaining("TEAMS_VERIFY")
          .hasMessageContaining("PLOTLINE_BIND");
      TeamsSetup.checkBind(settings(REGISTERED), bind);
    }
  }
}
