package dev.plotline.slack;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What of Bolt is not used, because it does something else than it seems to.
class BoltTest {
  private static final JavaClasses ADAPTER =
      new ClassFileImporter().importPackages("dev.plotline.slack");

  /// The first keeps the token of the first workspace for all; the others ask Slack who the bot is
  /// before each acknowledgement, verify changed bytes, or write tokens to a plain file.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "com.slack.api.bolt.middleware.builtin.Assistant",
        "com.slack.api.bolt.middleware.builtin.SingleTeamAuthorization",
        "com.slack.api.bolt.middleware.builtin.MultiTeamsAuthorization",
        "com.slack.api.bolt.middleware.builtin.RequestVerification",
        "com.slack.api.bolt.service.builtin.FileInstallationService"
      })
  void isNotUsed(String type) {
    noClasses().should().dependOnClassesThat().haveFullyQualifiedName(type).check(ADAPTER);
  }

  /// `say` posts outside of the thread; `filesUploadV2` holds whole files in memory and tries
  /// nothing again; the typed methods never try again after a 429.
  @Test
  void isNotAskedToPost() {
    noClasses()
        .should()
        .callMethodWhere(
            describe(
                "say or a method of the Web API",
                (JavaMethodCall call) -> isPost(call.getTarget())))
        .check(ADAPTER);
  }

  private static boolean isPost(AccessTarget target) {
    String owner = target.getOwner().getName();
    return owner.equals("com.slack.api.methods.MethodsClient")
        || owner.equals("com.slack.api.methods.AsyncMethodsClient")
        || (owner.startsWith("com.slack.api.bolt.context") && target.getName().equals("say"));
  }
}
