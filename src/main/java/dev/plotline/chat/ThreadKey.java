package dev.plotline.chat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// Which thread: the platform, the workspace or tenant on it, and the platform's own thread id.
///
/// The ids come from outside and may hold anything; keys and paths are made from [#hash] only.
///
/// @param platform `slack`, `teams` or `program`: lower-case letters
/// @param space the workspace, tenant or user that the id is unique in
/// @param id the platform's own id of the thread
public record ThreadKey(String platform, String space, String id) {
  private static final Pattern PLATFORM = Pattern.compile("[a-z]{1,20}");

  /// Checks the platform's name, which goes into keys as it is.
  public ThreadKey {
    if (!PLATFORM.matcher(platform).matches()) {
      throw new IllegalArgumentException("platform must be lower-case letters, was " + platform);
    }
  }

  /// 32 hexadecimal digits that stand for this thread; the parts' lengths are hashed too, so that
  /// no two keys run together.
  public String hash() {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (String part : new String[] {platform, space, id}) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
        digest.update(bytes);
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /// `threads/<platform>/<hash>`, where everything of this thread is stored.
  public String prefix() {
    return "threads/" + platform + "/" + hash();
  }

  /// Short and free of personal data, for logs.
  @Override
  public String toString() {
    return platform + "/" + hash().substring(0, 8);
  }
}
