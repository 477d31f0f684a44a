package dev.plotline.local.model;

/// A request turned down in the vendor's way: a status, an error type and a message.
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;
  private final int status;
  private final String type;

  Refusal(int status, String type, String message) {
    super(message, null, false, false);
    this.status = status;
    this.type = type;
  }

  static Refusal invalid(String message) {
    return new Refusal(400, "ValidationException", message);
  }

  int status() {
    return status;
  }

  String type() {
    return type;
  }

  String message() {
    return String.valueOf(getMessage());
  }
}
