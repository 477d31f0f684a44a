package dev.plotline.teams.graph;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharedAddressTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      value = {
        "https://a/b c%20d → https://a/b%20c%2520d",
        "https://a/売上%20 → https://a/%E5%A3%B2%E4%B8%8A%20",
        "https://a/b%20c → https://a/b%20c",
        "https://a/100% → https://a/100%25",
        "https://a/a+b&c='d'(1) → https://a/a+b&c='d'(1)"
      })
  void whatPeopleReadIsEncodedAndWhatIsEncodedStays(String address, String encoded) {
    assertThat(SharedAddress.encoded(address)).isEqualTo(encoded);
  }
}
