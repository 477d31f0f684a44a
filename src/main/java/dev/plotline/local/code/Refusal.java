package dev.plotline.local.code;

import java.util.List;

/// A request that AgentCore refuses: becomes its status, its `x-amzn-ErrorType` and a message.
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// The service's exceptions with their statuses.
  enum Type {
    VALIDATION("ValidationException", 400),
    SERVICE_QUOTA_EXCEEDED("ServiceQuotaExceededException", 402),
    ACCESS_DENIED("AccessDeniedException", 403),
    RESOURCE_NOT_FOUND("ResourceNotFoundException", 404),
    CONFLICT("ConflictException", 409),
    THROTTLING("ThrottlingException", 429),
    INTERNAL_SERVER("InternalServerException", 500),
    SERVICE_UNAVAILABLE("ServiceUnavailableException", 503);

    private final String wireName;
    private final int status;

    Type(String wireName, int status) {
      this.wireName = wireName;
      this.status = status;
    }

    String wireName() {
      return wireName;
    }

    /// The member name of the event stream's union: `throttlingException`.
    String memberName() {
      return Character.toLowerCase(wireName.charAt(0)) + wireName.substring(1);
    }

    int status() {
      return status;
    }
  }

  /// A field at fault, as in the service's `fieldList`.
  record Field(String name, String message) {}

  private final Type type;
  private final String reason;
  private final transient List<Field> fields;

  private Refusal(Type type, String reason, List<Field> fields, String message) {
    super(message, null, false, false);
    this.type = type;
    this.reason = reason;
    this.fields = fields;
  }

  static Refusal of(Type type, String message) {
    return new Refusal(type, "", List.of(), message);
  }

  /// A body that is no JSON object of the shape expected.
  static Refusal cannotParse(String message) {
    return new Refusal(Type.VALIDATION, "CannotParse", List.of(), message);
  }

  static Refusal field(String name, String message) {
    return new Refusal(
        Type.VALIDATION,
        "FieldValidationFailed",
        List.of(new Field(name, message)),
        "1 validation error detected: " + name + " " + message);
  }

  static Refusal mismatch(String message) {
    return new Refusal(Type.VALIDATION, "IdempotentParameterMismatchException", List.of(), message);
  }

  /// A session that never was, has been stopped, or has outlived its time.
  static Refusal inactive(String session) {
    return of(Type.RESOURCE_NOT_FOUND, "Code interpreter session " + session + " is not active");
  }

  Type type() {
    return type;
  }

  /// The service's reason for a validation error, else empty.
  String reason() {
    return reason;
  }

  List<Field> fields() {
    return fields;
  }

  String message() {
    return String.valueOf(getMessage());
  }
}
