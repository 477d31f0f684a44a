package dev.plotline.local.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RateTest {
  @Test
  void eachOperationHasARateOfItsOwn() {
    var rate = new Rate(5);
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 1000; i++) {
                rate.count("Invoke");
              }
            })
        .isInstanceOfSatisfying(Refusal.class, e -> assertThat(e.type().status()).isEqualTo(429));
    assertThatCode(() -> rate.count("Start")).doesNotThrowAnyException();
  }

  @Test
  void zeroIsNoLimit() {
    var rate = new Rate(0);
    assertThatCode(
            () -> {
              for (int i = 0; i < 1000; i++) {
                rate.count("Invoke");
              }
            })
        .doesNotThrowAnyException();
  }
}
