package dev.plotline.local.slack.page;

import dev.plotline.local.slack.world.Member;
import dev.plotline.local.slack.world.Mrkdwn;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Turns what somebody typed into Slack's notation, and back for editing: `@Ann Morgan` is a
/// mention, and nothing else means anything.
final class Typed {
  private Typed() {}

  static String toSlack(String typed, List<Member> members) {
    String text = Mrkdwn.escape(typed.strip());
    List<Member> longestFirst =
        members.stream()
            .sorted(Comparator.comparingInt((Member m) -> m.realName().length()).reversed())
            .toList();
    for (Member member : longestFirst) {
      for (String name : new String[] {member.realName(), member.name()}) {
        Pattern mention =
            Pattern.compile(
                "(?<![\\w@<])@" + Pattern.quote(name) + "(?!\\w)", Pattern.CASE_INSENSITIVE);
        text = mention.matcher(text).replaceAll(Matcher.quoteReplacement("<@" + member.id() + ">"));
      }
    }
    return text;
  }
}
