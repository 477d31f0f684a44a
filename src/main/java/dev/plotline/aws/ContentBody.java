package dev.plotline.aws;

import dev.plotline.chat.Content;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.reactivestreams.Subscriber;
import software.amazon.awssdk.core.async.AsyncRequestBody;

/// A request's body read from a [Content], a few kilobytes at a time and only as fast as it is
/// sent. Each attempt opens the content anew, which the SDK's own bodies over streams can't.
final class ContentBody implements AsyncRequestBody {
  private final Content content;
  private final long size;

  ContentBody(Content content, long size) {
    if (size < 0) {
      throw new IllegalArgumentException("size must not be negative, was " + size);
    }
    this.content = content;
    this.size = size;
  }

  @Override
  public Optional<Long> contentLength() {
    return Optional.of(size);
  }

  @Override
  public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
    subscriber.onSubscribe(new ContentPump(content, size, subscriber));
  }
}
