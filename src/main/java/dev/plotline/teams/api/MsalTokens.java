package dev.plotline.teams.api;

import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ClientCredentialParameters;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.IAuthenticationResult;
import com.microsoft.aad.msal4j.IClientCredential;
import com.microsoft.aad.msal4j.MsalException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.MalformedURLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tokens by Microsoft's login library.
public final class MsalTokens implements Tokens, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(MsalTokens.class);
  private static final String CONNECTOR = "https://api.botframework.com/.default";
  private static final String GRAPH = "https://graph.microsoft.com/.default";
  private static final Duration EARLY = Duration.ofMinutes(5);
  private static final Duration LAST = Duration.ofSeconds(30);
  private static final Duration NEW = Duration.ofMinutes(1);
  private static final int MOST = 256;

  private final Registration registration;
  private final InstantSource clock;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("teams-login-", 0).factory());
  private final ConfidentialClientApplication app;
  private final Map<String, Held> held =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Held> eldest) {
          return size() > MOST;
        }
      };

  /// @throws IllegalArgumentException when the credential or the login address can't be used
  public MsalTokens(Registration registration, InstantSource clock) {
    this.registration = registration;
    this.clock = clock;
    try {
      this.app =
          ConfidentialClientApplication.builder(
                  registration.app(), credential(registration.credential()))
              .authority(
                  "https://"
                      + registration.login().getAuthority()
                      + "/"
                      + registration.home()
                      + "/")
              // The address is a setting: nobody has to be asked whether it is Microsoft's.
              .instanceDiscovery(false)
              .validateAuthority(false)
              .httpClient(new LoginCalls(registration.login()))
              .executorService(threads)
              .logPii(false)
              .build();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException("the login address must be a URL", e);
    }
  }

  private static IClientCredential credential(Registration.Credential credential) {
    return switch (credential) {
      case Registration.Credential.Secret(String secret) ->
          ClientCredentialFactory.createFromSecret(secret);
      case Registration.Credential.Certificate(String pem) -> Pem.credential(pem);
    };
  }

  @Override
  public String connector() throws IOException {
    return held(registration.home(), CONNECTOR).token();
  }

  @Override
  public String graph(String tenant) throws IOException {
    return held(registration.tenant() == null ? tenant : registration.home(), GRAPH).token();
  }

  private synchronized Held held(String tenant, String scope) {
    return held.computeIfAbsent(tenant + " " + scope, _ -> new Held(tenant, scope));
  }

  @Override
  public boolean drop(String token) {
    return held(registration.home(), CONNECTOR).drop(token);
  }

  private record Token(String text, Instant asked, Instant expires) {}

  /// One token, asked for by one thread at a time.
  private final class Held {
    private final String tenant;
    private final String scope;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile @Nullable Token token;
    private final AtomicInteger failures = new AtomicInteger();
    private volatile String failure = "";

    private Held(String tenant, String scope) {
      this.tenant = tenant;
      this.scope = scope;
    }

    private String token() throws IOException {
      Token now = token;
      if (now != null && lasts(now, EARLY)) {
        return now.text();
      }
      if (now != null && lasts(now, LAST)) {
        // Somebody asks already, and this one is good for a while.
        return asking.tryLock() ? early(now) : now.text();
      }
      int before = failures.get();
      lock();
      try {
        Token meanwhile = token;
        if (meanwhile != null && lasts(meanwhile, EARLY)) {
          return meanwhile.text();
        }
        if (failures.get() != before) {
          // Asked while this one waited: all who wait asking one after another would take hours.
          throw new IOException(failure);
        }
        return ask();
      } finally {
        asking.unlock();
      }
    }

    private void lock() throws InterruptedIOException {
      try {
        asking.lockInterruptibly();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted");
      }
    }

    /// One that is quite new would come back, so the login is spared.
    private boolean drop(String refused) {
      Token now = token;
      if (now == null || !now.text().equals(refused)) {
        return now != null;
      }
      boolean old = now.asked().plus(NEW).isBefore(clock.instant());
      if (old) {
        token = null;
      }
      return old;
    }

    private String early(Token before) {
      try {
        return ask();
      } catch (IOException e) {
        log.warn("no new token yet, the old one is used: {}", e.getMessage());
        return before.text();
      } finally {
        asking.unlock();
      }
    }

    private boolean lasts(Token now, Duration longer) {
      return clock.instant().plus(longer).isBefore(now.expires());
    }

    private String ask() throws IOException {
      var parameters =
          ClientCredentialParameters.builder(Set.of(scope)).tenant(tenant).skipCache(true).build();
      try {
        IAuthenticationResult result = app.acquireToken(parameters).get();
        Instant expires = result.expiresOnDate().toInstant();
        token = new Token(result.accessToken(), clock.instant(), expires);
        return result.accessToken();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted");
      } catch (ExecutionException e) {
        failure = "Microsoft gave no token: " + reason(e.getCause());
        failures.incrementAndGet();
        throw new IOException(failure);
      }
    }
  }

  /// Only the code: their sentence may repeat what was sent.
  private static String reason(@Nullable Throwable cause) {
    if (cause instanceof MsalException said && said.errorCode() != null) {
      String number = cause.getMessage() == null ? "" : number(cause.getMessage());
      return said.errorCode() + number;
    }
    return cause == null ? "unknown" : cause.getClass().getSimpleName();
  }

  private static String number(String sentence) {
    var found = java.util.regex.Pattern.compile("AADSTS\\d{1,9}").matcher(sentence);
    return found.find() ? " " + found.group() : "";
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
