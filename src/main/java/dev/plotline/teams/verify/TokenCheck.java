package dev.plotline.teams.verify;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.stream.Collectors.toUnmodifiableSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets in what Bot Framework has signed for this bot and for the very service address that the
/// activity names: those who could choose the address would have the answers sent to them.
/// <https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication>
public final class TokenCheck implements Gate {
  private static final Logger log = LoggerFactory.getLogger(TokenCheck.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ISSUER = "https://api.botframework.com";
  private static final String CHANNEL = "msteams";
  private static final Duration SKEW = Duration.ofMinutes(5);
  private static final int LONGEST = 16_384;

  private final String appId;
  private final Keys keys;
  private final Allowed allowed;
  private final Clock clock;
  private final Set<String> said = ConcurrentHashMap.newKeySet();

  /// A check for one bot.
  ///
  /// @param appId the audience of its tokens
  public TokenCheck(String appId, Keys keys, Allowed allowed, Clock clock) {
    if (appId.isBlank()) {
      throw new IllegalArgumentException("a bot without an id has no tokens to check");
    }
    this.appId = appId;
    this.keys = keys;
    this.allowed = allowed;
    this.clock = clock;
  }

  @Override
  public boolean lets(@Nullable String authorization, Origin origin) throws IOException {
    try {
      check(authorization, origin);
      return true;
    } catch (Refused e) {
      // Once each: what comes from anybody must not fill the log.
      if (said.add(String.valueOf(e.getMessage()))) {
        log.warn("a request to /api/messages was refused: {}", e.getMessage());
      }
      return false;
    }
  }

  private void check(@Nullable String authorization, Origin origin) throws Refused, IOException {
    allowed.check(origin);
    demand(origin.channel().equals(CHANNEL), "its channel is not msteams");
    Token token = Token.read(authorization);
    demand(token.header().path("alg").asText().equals("RS256"), "its token is not signed by RS256");
    demand(!token.header().has("crit"), "its token demands what is not known here");
    claims(token.claims(), origin);
    Optional<Key> key = keys.find(text(token.header(), "kid"));
    demand(key.isPresent(), "its token's key is not one of Bot Framework's");
    demand(token.isSignedBy(key.get()), "its token's signature is wrong");
    demand(key.get().endorsements().contains(CHANNEL), "its token's key may not speak for Teams");
  }

  private void claims(JsonNode claims, Origin origin) throws Refused {
    demand(text(claims, "iss").equals(ISSUER), "its token is not from Bot Framework's connector");
    demand(text(claims, "aud").equals(appId), "its token is not for MICROSOFT_APP_ID");
    demand(text(claims, "serviceurl").equals(origin.service()), "its token has another serviceurl");
    long now = clock.instant().getEpochSecond();
    JsonNode end = claims.path("exp");
    demand(end.isIntegralNumber() && end.canConvertToLong(), "its token never expires");
    demand(end.asLong() > now - SKEW.toSeconds(), "its token has expired");
    JsonNode start = claims.path("nbf");
    boolean begun =
        start.isMissingNode()
            || (start.isIntegralNumber()
                && start.canConvertToLong()
                && start.asLong() <= now + SKEW.toSeconds());
    demand(begun, "its token is not valid yet");
  }

  static void demand(boolean right, String otherwise) throws Refused {
    if (!right) {
      throw new Refused(otherwise);
    }
  }

  private static String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isTextual() ? value.asText() : "";
  }

  /// Why not; a constant sentence, nothing of the request's.
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(String why) {
      super(why, null, false, false);
    }
  }

  /// A token in its parts, not yet believed.
  private record Token(JsonNode header, JsonNode claims, String signed, String signature) {
    boolean isSignedBy(Key key) {
      try {
        return key.hasSigned(signed.getBytes(US_ASCII), Base64.getUrlDecoder().decode(signature));
      } catch (IllegalArgumentException e) {
        return false;
      }
    }

    static Token read(@Nullable String authorization) throws Refused {
      if (authorization == null) {
        throw new Refused("it has no token");
      }
      boolean bearer = authorization.regionMatches(true, 0, "Bearer ", 0, 7);
      demand(bearer && authorization.length() < LONGEST, "it has no token");
      String text = authorization.substring(7);
      String[] parts = text.split("\\.", -1);
      demand(parts.length == 3, "its token is none");
      try {
        var decoder = Base64.getUrlDecoder();
        JsonNode header = JSON.readTree(decoder.decode(parts[0]));
        JsonNode claims = JSON.readTree(decoder.decode(parts[1]));
        demand(header.isObject() && claims.isObject(), "its token is none");
        return new Token(header, claims, text.substring(0, text.lastIndexOf('.')), parts[2]);
      } catch (IOException | IllegalArgumentException e) {
        throw new Refused("its token is none");
      }
    }
  }

  /// What is answered at all.
  ///
  /// @param hosts where Teams' service may be
  /// @param tenants ids of organisations; none if empty
  public record Allowed(Hosts hosts, Set<String> tenants) {
    /// Copies the set; ids are compared in lower case.
    public Allowed {
      tenants = lower(tenants);
    }

    private static Set<String> lower(Set<String> ids) {
      return ids.stream().map(id -> id.toLowerCase(Locale.ROOT)).collect(toUnmodifiableSet());
    }

    private void check(Origin origin) throws Refused {
      demand(allows(origin.service()), "its service address is not one of TEAMS_HOSTS");
      demand(
          !origin.tenants().isEmpty() && tenants.containsAll(lower(origin.tenants())),
          "its organisation is not one of TEAMS_TENANTS");
    }

    private boolean allows(String service) {
      try {
        return hosts.allows(URI.create(service));
      } catch (IllegalArgumentException e) {
        return false;
      }
    }
  }
}
