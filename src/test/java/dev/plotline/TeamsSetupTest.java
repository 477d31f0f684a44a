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
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How Teams is set up, and what is refused.
class TeamsSetupTest {
  private static final String REGISTERED =
      "MICROSOFT_APP_ID=app MICROSOFT_APP_PASSWORD=x MICROSOFT_APP_TENANT_ID=home";
  private static final String LOCAL =
      " PLOTLINE_LOCAL=model,code,files PLOTLINE_PUBLIC_URL=https://bot.example";

  @TempDir private Path folder;

  private static Settings settings(String set) {
    Map<String, String> all = new HashMap<>();
    for (String one : set.strip().split(" ", -1)) {
      all.put(one.replaceFirst("=.*", ""), one.replaceFirst("[^=]*=", ""));
    }
    return Settings.of(all);
  }

  @ParameterizedTest
  @CsvSource({
    "MICROSOFT_APP_ID=app, MICROSOFT_APP_PASSWORD",
    "MICROSOFT_APP_PASSWORD=x, MICROSOFT_APP_ID",
    "MICROSOFT_APP_TENANT_ID=home, MICROSOFT_APP_ID",
    "MICROSOFT_APP_CERTIFICATE=x, MICROSOFT_APP_ID",
    "MICROSOFT_APP_ID=app MICROSOFT_APP_PASSWORD=x S3_BUCKET=b, MICROSOFT_APP_TENANT_ID",
    "MICROSOFT_APP_ID=app MICROSOFT_APP_PASSWORD=x MICROSOFT_APP_CERTIFICATE=y, leave one out",
    "MICROSOFT_APP_ID=app MICROSOFT_APP_CERTIFICATE=/not/there.pem, /not/there.pem",
    "R MICROSOFT_APP_TYPE=UserAssignedMSI, MICROSOFT_APP_TYPE",
    "MICROSOFT_APP_ID=app MICROSOFT_APP_PASSWORD=x MICROSOFT_APP_TYPE=MultiTenant, TEAMS_TENANTS",
    "R MICROSOFT_GRAPH_URL=http://graph.example/, MICROSOFT_GRAPH_URL",
    "R MICROSOFT_OPENID_URL=nowhere, MICROSOFT_OPENID_URL",
    "R MICROSOFT_LOGIN_URL=http://login.example/, MICROSOFT_LOGIN_URL",
    "R TEAMS_GUESTS=perhaps, TEAMS_GUESTS",
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
            "MICROSOFT_APP_ID=app MICROSOFT_APP_PASSWORD=x MICROSOFT_APP_TYPE=multitenant"
                + " TEAMS_TENANTS=one,two S3_BUCKET=b"));
    Platforms.check(settings("TEAMS_VERIFY=off"));
    Platforms.check(settings(REGISTERED + " TEAMS_HOSTS=127.0.0.1"));
  }

  @Test
  void aRegistrationOfOneTenantAnswersThatTenant() {
    var teams = TeamsSetup.of(settings(REGISTERED));
    assertThat(teams.trust().tenants()).containsExactly("home");
    assertThat(teams.app())
        .isEqualTo(new Registration("app", "home", new Credential.Secret("x"), Registration.LOGIN));
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
                "MICROSOFT_APP_ID=app MICROSOFT_APP_CERTIFICATE="
                    + pem
                    + " MICROSOFT_APP_TYPE=MultiTenant TEAMS_TENANTS=one,two"));
    assertThat(teams.trust().tenants()).containsExactlyInAnyOrder("one", "two");
    assertThat(teams.app())
        .isEqualTo(
            new Registration(
                "app", null, new Credential.Certificate("a certificate"), Registration.LOGIN));
  }

  @Test
  void aCertificateThatIsNoneIsSaid() throws IOException {
    Path pem = Files.writeString(folder.resolve("bot.pem"), "no certificate");
    var settings =
        settings(
            "MICROSOFT_APP_ID=app MICROSOFT_APP_TENANT_ID=home MICROSOFT_APP_CERTIFICATE=" + pem);
    var clock = Clock.systemUTC();
    assertThatThrownBy(() -> TeamsSetup.bot(settings, new NoTrails(), new MapFiles(clock), clock))
        .isInstanceOf(Trouble.class)
        .hasMessageContaining("Teams can't be set up");
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
