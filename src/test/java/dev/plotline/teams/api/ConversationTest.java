package dev.plotline.teams.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;

class ConversationTest {
  @Test
  void aConversationIsReadAsItWasWritten() {
    var channel =
        new Conversation(
            "tenant-1",
            URI.create("https://smba.trafficmanager.net/emea/tenant-1/"),
            "19:general@thread.tacv2;messageid=1700000000001",
            Conversation.Scope.CHANNEL,
            "28:app",
            "1700000000002",
            "group-1",
            "19:general@thread.tacv2",
            "29:ann");
    var personal =
        new Conversation(
            "t",
            URI.create("https://a/"),
            "a:1",
            Conversation.Scope.PERSONAL,
            "b",
            "c",
            null,
            null,
            "d");

    assertThat(Conversation.parse(channel.json())).isEqualTo(channel);
    assertThat(Conversation.parse(personal.json())).isEqualTo(personal);
  }

  @Test
  void whatIsNoConversationIsSaidSo() {
    assertThatThrownBy(() -> Conversation.parse("{\"scope\":\"MOON\"}"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
