package dev.plotline.teams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plotline.file.MapFiles;
import dev.plotline.teams.api.Registration;
import dev.plotline.teams.api.Registration.Credential.Secret;
import dev.plotline.teams.fake.FakeIssuer;
import dev.plotline.teams.fake.FakeLogin;
import dev.plotline.teams.fake.Samples;
import dev.plotline.teams.verify.Hosts;
import java.net.URI;
import java.time.Clock;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Whether Teams can be reached, as `/readyz` says it.
class ReachIT {
  private static final URI NOWHERE = URI.create("http://127.0.0.1:9/");

  private final FakeLogin login = FakeLogin.start();
  private final FakeIssuer issuer = FakeIssuer.start();

  @AfterEach
  void stop() {
    login.close();
    issuer.close();
  }

  private TeamsBot bot(@Nullable URI openId) {
    var app = new Registration(Samples.APP, Samples.TENANT, new Secret("secret"), login.url());
    var trust = new TeamsSettings.Trust(new Hosts(Set.of("127.0.0.1")), Set.of(), openId);
    var settings = new TeamsSettings(app, trust, NOWHERE, Rig.OPEN, true);
    var clock = Clock.systemUTC();
    return TeamsBot.of(settings, new FakeTrails(), new MapFiles(clock), clock);
  }

  @Test
  void nothingIsWrongWhenKeysAndATokenAreThere() throws Exception {
    try (var bot = bot(issuer.metadata())) {
      assertThat(bot.problem()).isEmpty();
    }
  }

  @Test
  void withoutKeysNothingThatComesCanBeChecked() throws Exception {
    try (var bot = bot(NOWHERE)) {
      assertThat(bot.problem()).contains("can't be checked").contains("keys");
    }
  }

  @Test
  void aCredentialThatIsRefusedIsNamedUntilItIsTaken() throws Exception {
    login.fail(401);
    try (var bot = bot(issuer.metadata())) {
      assertThat(bot.problem())
          .contains("can't be answered")
          .contains("invalid_client AADSTS7000215")
          .doesNotContain("secret=");
      assertThat(bot.problem()).isEmpty();
    }
  }
}
