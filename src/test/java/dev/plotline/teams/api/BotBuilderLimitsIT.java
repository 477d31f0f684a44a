package dev.plotline.teams.api;

import dev.plotline.teams.fake.FakeTime;
import java.net.URI;
import java.time.Duration;
import java.util.function.Predicate;

/// The sender on bot-builder at its limits.
class BotBuilderLimitsIT extends LimitsContract {
  @Override
  Sender sender(Tokens tokens, Predicate<URI> hosts, FakeTime time, Duration limit) {
    return new BotBuilderSender(tokens, hosts, time, time, limit);
  }
}
