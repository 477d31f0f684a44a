package dev.plotline.aws;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import jdk.net.ExtendedSocketOptions;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;

/// The pool of connections that all clients share.
final class Connections implements AutoCloseable {
  /// Longer than the service lets a run last (15 min): silence is no failure.
  private static final Duration LONGEST_SILENCE = Duration.ofMinutes(16);

  /// One for each session that the account allows.
  private static final int MOST = 1_000;

  /// They only move bytes; the usual two for each processor would be a hundred idle threads on some
  /// machines.
  private static final int LOOPS = 4;

  // Our own, because the SDK's takes two seconds to close.
  private final EventLoopGroup loops =
      new NioEventLoopGroup(LOOPS, new DefaultThreadFactory("aws", true));
  private final SdkAsyncHttpClient client;

  Connections() {
    var builder =
        NettyNioAsyncHttpClient.builder()
            .eventLoopGroup(SdkEventLoopGroup.create(loops))
            .readTimeout(LONGEST_SILENCE)
            .connectionTimeout(Duration.ofSeconds(5))
            .connectionAcquisitionTimeout(Duration.ofMinutes(1))
            // One that the service closes just as it is used would break a run that can't be
            // repeated.
            .connectionMaxIdleTime(Duration.ofSeconds(15))
            .maxConcurrency(MOST);
    // A silent connection is forgotten by gateways after some minutes (AWS's NAT: 350 s), and a
    // dead
    // one would look like a long run; so the system probes it.
    builder.putChannelOption(ChannelOption.SO_KEEPALIVE, true);
    builder.putChannelOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE), 60);
    builder.putChannelOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL), 20);
    builder.putChannelOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT), 4);
    client = builder.build();
  }

  SdkAsyncHttpClient client() {
    return client;
  }

  @Override
  public void close() {
    client.close();
    // Without a quiet moment the connections that are just being closed would complain.
    loops.shutdownGracefully(100, 2_000, MILLISECONDS).awaitUninterruptibly(2_000, MILLISECONDS);
  }
}
