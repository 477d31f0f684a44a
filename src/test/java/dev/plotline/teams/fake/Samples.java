package dev.plotline.teams.fake;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;

/// Activities as Teams sends them, shortened.
public final class Samples {
  public static final String APP = "11111111-2222-3333-4444-555555555555";
  public static final String BOT = "28:" + APP;
  public static final String SERVICE = "https://smba.trafficmanager.net/emea/";
  public static final String TENANT = "aaaaaaaa-0000-0000-0000-000000000001";
  public static final String ANN = "bbbbbbbb-0000-0000-0000-00000000000a";
  public static final String BEN = "bbbbbbbb-0000-0000-0000-00000000000b";
  public static final String TEAM = "19:general@thread.tacv2";
  public static final String TEAM_GROUP = "cccccccc-0000-0000-0000-000000000001";
  public static final String CHANNEL = "19:sales@thread.tacv2";
  public static final String ROOT = CHANNEL + ";messageid=1700000000001";
  public static final String GROUP = "19:group@thread.v2";
  public static final String PERSONAL = "a:1personal";
  public static final String AT = "<at>Plotline</at>";

  private Samples() {}

  /// An activity of Ann's.
  public static ObjectNode activity(String type, String scope, String conversation) {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("type", type).put("id", UUID.randomUUID().toString());
    json.put("timestamp", "2026-01-05T10:00:00.123Z").put("localTimezone", "Europe/Berlin");
    json.put("serviceUrl", SERVICE).put("channelId", "msteams").put("locale", "de-DE");
    from(json, ANN, "Ann Ash");
    json.putObject("conversation")
        .put("conversationType", scope)
        .put("tenantId", TENANT)
        .put("id", conversation)
        .put("isGroup", !scope.equals("personal"));
    json.putObject("recipient").put("id", BOT).put("name", "Plotline");
    var data = json.putObject("channelData");
    data.putObject("tenant").put("id", TENANT);
    if (scope.equals("channel")) {
      // Its group stands only in what tells of an installation.
      data.putObject("team").put("id", TEAM);
      data.putObject("channel").put("id", CHANNEL);
    }
    return json;
  }

  /// The same, of somebody else's.
  public static ObjectNode from(ObjectNode activity, String user, String name) {
    activity.putObject("from").put("id", "29:" + user).put("aadObjectId", user).put("name", name);
    return activity;
  }

  public static ObjectNode personal(String text) {
    var json = activity("message", "personal", PERSONAL).put("text", text);
    json.withArray("attachments")
        .addObject()
        .put("contentType", "text/html")
        .put("content", "<p>" + text + "</p>");
    return json.put("textFormat", "plain");
  }

  /// Said to everybody.
  public static ObjectNode group(String text) {
    return activity("message", "groupChat", GROUP).put("text", text);
  }

  /// Said to everybody, in a thread of a channel.
  public static ObjectNode channel(String text) {
    return activity("message", "channel", ROOT).put("text", text);
  }

  /// The same, to the bot.
  public static ObjectNode mentioning(ObjectNode said) {
    said.put("text", AT + " " + said.path("text").asText());
    mention(said, BOT, "Plotline", AT);
    return said;
  }

  public static ObjectNode mention(ObjectNode said, String id, String name, String text) {
    var mention = said.withArray("entities").addObject().put("type", "mention");
    mention.putObject("mentioned").put("id", id).put("name", name);
    mention.put("text", text);
    return said;
  }

  public static ObjectNode invoke(String scope, String conversation, String name) {
    return activity("invoke", scope, conversation).put("name", name).put("replyToId", "posted-1");
  }

  /// A press of a button.
  public static ObjectNode press(String scope, String conversation, String verb, String about) {
    var json = invoke(scope, conversation, "adaptiveCard/action");
    var value = json.putObject("value").put("trigger", "manual");
    var action = value.putObject("action").put("type", "Action.Execute").put("verb", verb);
    action.putObject("data").put("about", about);
    return json;
  }
}
