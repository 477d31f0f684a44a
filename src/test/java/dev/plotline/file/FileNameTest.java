package dev.plotline.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileNameTest {
  @ParameterizedTest
  @CsvSource({
    "data_2024.csv, data_2024.csv",
    "売上 2024年.xlsx, 売上 2024年.xlsx",
    "../../etc/passwd, passwd",
    "C:\\Users\\ann\\q3.csv, q3.csv",
    ".hidden, hidden",
    "~$lock.xlsx, $lock.xlsx",
    "'', file",
    "..., file",
    "it's a \"test\".csv, it's a \"test\".csv"
  })
  void namesKeepTheirScriptAndLoseTheirPath(String name, String safe) {
    assertThat(FileName.safe(name)).isEqualTo(safe);
  }

  @Test
  void controlAndBidirectionalCharactersAreTakenOut() {
    assertThat(FileName.safe("a\nb\u202Efdp.exe\u0000.csv")).isEqualTo("a b fdp.exe .csv");
  }

  @Test
  void aLongNameKeepsItsExtensionAndFitsAFileSystem() {
    String safe = FileName.safe("売".repeat(300) + ".xlsx");
    assertThat(safe).endsWith("売.xlsx");
    assertThat(safe.getBytes(UTF_8).length).isLessThanOrEqualTo(200);
  }

  @Test
  void aTakenNameIsNumbered() {
    assertThat(FileName.unique("a.csv", Set.of("a.csv", "a (2).csv"))).isEqualTo("a (3).csv");
  }

  @Test
  void mediaTypesAreByExtensionWhateverItsCase() {
    assertThat(FileName.mediaType("Chart.PNG")).isEqualTo("image/png");
    assertThat(FileName.mediaType("Makefile")).isEqualTo("application/octet-stream");
  }
}
