package dev.plotline.local.files;

/// What S3 answers when it is unwell, for tests of those who call. Each spoils one call, of which
/// nothing is done.
public enum Fault {
  /// An error of its own.
  INTERNAL_ERROR("InternalError", 500),
  /// It is not there.
  SERVICE_UNAVAILABLE("ServiceUnavailable", 503),
  /// Too many calls.
  SLOW_DOWN("SlowDown", 503);

  private final String code;
  private final int status;

  Fault(String code, int status) {
    this.code = code;
    this.status = status;
  }

  String code() {
    return code;
  }

  int status() {
    return status;
  }
}
