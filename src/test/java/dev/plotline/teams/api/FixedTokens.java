package dev.plotline.teams.api;

import dev.plotline.teams.fake.FakeConnector;
import java.io.IOException;

/// Always the same tokens.
public class FixedTokens implements Tokens {
  @Override
  public String connector() throws IOException {
    return FakeConnector.TOKEN;
  }

  @Override
  public String graph(String tenant) {
    return "graph-token";
  }
}
