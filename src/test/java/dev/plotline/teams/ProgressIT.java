package dev.plotline.teams;

import static dev.plotline.teams.Outbound.at;
import static dev.plotline.teams.Outbound.reply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plotline.chat.Message;
import dev.plotline.chat.adapter.Progress;
import dev.plotline.teams.fake.Call;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Steps that come faster than they may be shown.
class ProgressIT {
  private final Outbound out = new Outbound();

  @AfterEach
  void close() {
    out.close();
  }

  private Progress<Sign> begin(Message message, Duration gap) {
    var pace = new Pace(gap, gap, Duration.ofHours(1), Duration.ofSeconds(95));
    return new Signs(out.sender, out.marks, pace, out.time, out.time).begin(message);
  }

  @Test
  void theFirstStepIsShownAtOnceAndOthersAtTheirPace() {
    var progress = begin(out.group, Duration.ofHours(1));
    progress.step("Reading");
    out.connector.await(2, call -> call.method().equals("POST"));
    for (int i = 0; i < 100; i++) {
      progress.step("Step " + i);
    }
    out.deliver(out.group, reply("Done."), progress.end());

    assertThat(out.connector.calls("PUT")).extracting(Call::text).hasSize(1);
    assertThat(out.seen(out.group).getFirst().text()).contains("Done.");
  }

  @Test
  void theLatestStepIsShown() {
    var progress = begin(out.group, Duration.ZERO);
    progress.step("Reading");
    out.connector.await(2, call -> call.method().equals("POST"));
    progress.step("Drawing");

    assertThat(out.connector.await(1, call -> call.method().equals("PUT")).getFirst().text())
        .startsWith("Drawing");
    progress.end();
  }

  @Test
  void nothingIsShownAfterTheEnd() {
    var progress = begin(out.personal, Duration.ZERO);
    progress.step("Reading");
    out.connector.await(1, call -> call.method().equals("POST"));
    Sign sign = progress.end();
    progress.step("Too late");
    out.deliver(out.personal, reply("Done."), sign);

    assertThat(out.connector.isStreaming(at(out.personal).id())).isFalse();
    assertThat(out.connector.calls()).noneMatch(call -> call.text().contains("Too late"));
    assertThat(out.seen(out.personal)).hasSize(1);
  }

  @Test
  void theFirstStepIsShownAlthoughAnotherFollowsAtOnce() {
    var progress = begin(out.group, Duration.ZERO);
    progress.step("Plotline was restarted");
    progress.step("Thinking");

    out.connector.await(1, call -> call.text().equals("Thinking"));
    assertThat(out.connector.calls())
        .extracting(Call::text)
        .containsExactly("", "Plotline was restarted", "Thinking");
    progress.end();
  }
}
