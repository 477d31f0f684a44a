package dev.plotline.teams.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.bot.connector.authentication.ChannelValidation;
import com.microsoft.bot.connector.authentication.SimpleCredentialProvider;
import dev.plotline.teams.fake.FakeIssuer;
import dev.plotline.teams.fake.Samples;
import dev.plotline.teams.verify.Gate.Origin;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// The SDK's check of the connector's tokens beside ours: what we let in it lets in too.
class SdkCrossCheckIT {
  private static boolean sdkLets(String token, String service) throws Exception {
    var bot = new SimpleCredentialProvider(Samples.APP, "");
    try {
      return ChannelValidation.authenticateToken(token, bot, "msteams", service)
          .get(3, TimeUnit.MINUTES)
          .isAuthenticated();
    } catch (ExecutionException | RuntimeException e) {
      return false;
    }
  }

  @Test
  void theyAgreeExceptWhereTheSdkIsTooKind() throws Exception {
    try (var issuer = FakeIssuer.start();
        var keys = new Keys(issuer.metadata(), Clock.systemUTC())) {
      ChannelValidation.setOpenIdMetaDataUrl(issuer.metadata().toString());
      var allowed =
          new TokenCheck.Allowed(new Hosts(Set.of("*.trafficmanager.net")), Set.of(Samples.TENANT));
      var check = new TokenCheck(Samples.APP, keys, allowed, Clock.systemUTC());
      var origin = new Origin("msteams", Samples.SERVICE, Set.of(Samples.TENANT));
      ObjectNode endless = FakeIssuer.claims(Samples.APP, Samples.SERVICE);
      endless.remove("exp");
      String right = issuer.bearer(Samples.APP, Samples.SERVICE);

      assertThat(sdkLets(right, Samples.SERVICE)).isTrue();
      assertThat(check.lets(right, origin)).isTrue();
      for (String wrong :
          new String[] {
            issuer.bearer("another", Samples.SERVICE),
            issuer.bearer(Samples.APP, "https://evil.example/"),
            FakeIssuer.unsigned(FakeIssuer.claims(Samples.APP, Samples.SERVICE)),
            issuer.confused(FakeIssuer.claims(Samples.APP, Samples.SERVICE)),
            "Bearer garbage"
          }) {
        assertThat(sdkLets(wrong, Samples.SERVICE)).isFalse();
        assertThat(check.lets(wrong, origin)).isFalse();
      }
      assertThat(sdkLets(issuer.bearer(endless), Samples.SERVICE)).as("the SDK's fault").isTrue();
      assertThat(check.lets(issuer.bearer(endless), origin)).isFalse();
    }
  }
}
