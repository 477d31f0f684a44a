package dev.plotline.teams;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.teams.fake.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Reading what people say, before it is acknowledged, ends soon whatever it is.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MentionsTest {
  private static final int LONG = 60_000;

  @Test
  void mentionsAreFoundInALongText() {
    for (String much : new String[] {" ", "\u00a0", "&nbsp;", "<at ", "<at>"}) {
      ObjectNode said = Samples.mentioning(Samples.group(much.repeat(LONG) + "growth?"));
      assertThat(Mentions.text(new Activity(said))).endsWith("growth?");
    }
  }
}
