package dev.plotline.slack.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MrkdwnTest {
  @Test
  void nothingInItIsLive() {
    assertThat(Mrkdwn.of("<!here> www.evil.example a&b"))
        .isEqualTo("&lt;!here&gt; `www.evil.example` a&amp;b");
  }

  @Test
  void whatPeopleTypeIsRead() {
    assertThat(
            Incoming.text("<@UBOT> ask <@U2|bob> in <#C1|sales> &lt;b&gt; <http://a.b|x>", "UBOT"))
        .isEqualTo("ask @bob in #sales <b> x");
    assertThat(Incoming.mentions("hi <@UBOT|plot>", "UBOT")).isTrue();
    assertThat(Incoming.mentions("hi <@UBOTX>", "UBOT")).isFalse();
  }
}
