package dev.plotline.teams.api;

import com.microsoft.bot.connector.rest.RestConnectorClient;
import com.microsoft.bot.restclient.RestClient;
import com.microsoft.bot.restclient.ServiceResponseBuilder;
import com.microsoft.bot.restclient.retry.RetryStrategy;
import com.microsoft.bot.restclient.serializer.JacksonAdapter;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.ConnectionPool;
import okhttp3.CookieJar;
import okhttp3.Dispatcher;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import retrofit2.Retrofit;

/// The SDK's clients of the connector, one for each service address, all over one HTTP client that
/// sends a request once and follows no redirect.
final class Connections implements AutoCloseable {
  /// Addresses hold the tenant, so there are as many as organisations.
  private static final int MOST = 64;

  private static final int AT_ONCE = 256;

  /// The SDK's default repeats a request within milliseconds.
  private static final RetryStrategy NEVER =
      new RetryStrategy("never", false) {
        @Override
        public boolean shouldRetry(int count, Response response) {
          return false;
        }
      };

  private final Tokens tokens;
  private final OkHttpClient http;
  private volatile boolean closed;
  private final Map<URI, Client> clients =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<URI, Client> eldest) {
          return size() > MOST;
        }
      };

  Connections(Tokens tokens, Duration limit) {
    this.tokens = tokens;
    // OkHttp's own threads are bounded to five requests a host, and all of Teams is one host.
    var dispatcher =
        new Dispatcher(
            Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("teams-connector-", 0).factory()));
    dispatcher.setMaxRequests(AT_ONCE);
    dispatcher.setMaxRequestsPerHost(AT_ONCE);
    this.http =
        new OkHttpClient.Builder()
            .dispatcher(dispatcher)
            // Shorter than the service keeps them, so that no request meets a closing one.
            .connectionPool(new ConnectionPool(16, 60, TimeUnit.SECONDS))
            .retryOnConnectionFailure(false)
            .followRedirects(false)
            .followSslRedirects(false)
            .callTimeout(limit)
            .build();
  }

  /// The client for a service address.
  synchronized RestConnectorClient to(URI service) {
    return clients.computeIfAbsent(service, address -> new Client(rest(address)));
  }

  private RestClient rest(URI service) {
    var builder = http.newBuilder();
    builder.addInterceptor(Connections::noted);
    var rest =
        new RestClient.Builder(builder, new Retrofit.Builder())
            .withBaseUrl(service.toString())
            .withConnectionTimeout(10, TimeUnit.SECONDS)
            .withReadTimeout(20, TimeUnit.SECONDS)
            .withRetryStrategy(NEVER)
            .withSerializerAdapter(new JacksonAdapter())
            .withResponseBuilderFactory(new ServiceResponseBuilder.Factory())
            .withInterceptor(this::signed)
            .withNetworkInterceptor(Connections::once);
    // The SDK keeps whatever cookies it is given, for all tenants alike.
    builder.cookieJar(CookieJar.NO_COOKIES);
    return rest.build();
  }

  /// Tells apart what never left from what may have arrived.
  private static Response noted(Interceptor.Chain chain) throws IOException {
    var left = new AtomicBoolean();
    var request = chain.request().newBuilder().tag(AtomicBoolean.class, left).build();
    try {
      return chain.proceed(request);
    } catch (IOException e) {
      if (!left.get()) {
        throw new NotSentException(e);
      }
      throw e;
    }
  }

  private Response signed(Interceptor.Chain chain) throws IOException {
    String token = tokens.connector();
    return chain.proceed(
        token.isEmpty()
            ? chain.request()
            : chain.request().newBuilder().header("Authorization", "Bearer " + token).build());
  }

  /// OkHttp itself sends a request again when it is told 503 and to come back at once.
  private static Response once(Interceptor.Chain chain) throws IOException {
    AtomicBoolean left = chain.request().tag(AtomicBoolean.class);
    if (left != null) {
      left.set(true);
    }
    Response response = chain.proceed(chain.request());
    return response.code() == 503
        ? response.newBuilder().removeHeader("Retry-After").build()
        : response;
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    closed = true;
    http.dispatcher().cancelAll();
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }

  /// The SDK's own name for itself is a placeholder that nobody filled in.
  private static final class Client extends RestConnectorClient {
    private Client(RestClient rest) {
      super(rest);
    }

    @Override
    public String getUserAgent() {
      return "Plotline";
    }
  }
}
