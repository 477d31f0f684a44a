package dev.plotline.local.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestCheckTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TOOLS =
      "'toolConfig':{'tools':[{'toolSpec':{'name':'t','inputSchema':{'json':{'type':'object'}}}}]}";
  private static final String USE =
      "{'role':'assistant','content':[{'toolUse':{'toolUseId':'1','name':'t','input':{}}}]}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      quoteCharacter = '"',
      value = {
        "{'messages':[],'x':1} § extraneous key [x] is not permitted",
        "{} § messages field is required",
        "{'messages':[]} § messages field is required",
        "{'messages':[{'role':'assistant','content':[{'text':'a'}]}]} § must start with a user",
        "{'messages':[U,U]} § must alternate between user and assistant roles",
        "{'messages':[U,A]} § The conversation must end with a user message",
        "{'messages':[{'role':'user','content':[]}]} § Message object at messages.0 is empty",
        "{'messages':[{'role':'user'}]} § Message object at messages.0 is empty",
        "{'messages':[{'role':'user','content':[{'text':' '}]}]} § messages.0.content.0 is blank",
        "{'messages':[U,{'role':'assistant','content':[{'text':''}]},U]} § messages.1.content.0 is blank",
        "{'messages':[U,{'role':'assistant','content':[{'image':{}}]},U]} § must set one of",
        "{'messages':[{'role':'user','content':[{'text':'a','image':{}}]}]} § must set one of",
        "{'messages':[{'role':'user','content':[{'smell':'a'}]}]} § must set one of",
        "{'messages':[U],'system':[{'text':''}]} § system.0 is blank",
        "{'messages':[U],'inferenceConfig':{'maxTokens':0}} § inferenceConfig.maxTokens",
        "{'messages':[U],'inferenceConfig':{'temperature':2}} § inferenceConfig.temperature",
        "{'messages':[U],'toolConfig':{'tools':[]}} § toolConfig.tools",
        "{'messages':[U],'toolConfig':{'tools':[{'toolSpec':{'name':'a b'}}]}} § [a-zA-Z0-9_-]+",
        "{'messages':[U],'toolConfig':{'tools':[{'toolSpec':{'name':'a'}}]}} § inputSchema.json.type",
        "{'messages':[U],'toolConfig':{'tools':[{'toolSpec':{'name':'a','inputSchema':{'json':{'type':'array'}}}}]}} § must be one of the following: object",
        "{'messages':[U],'toolConfig':{'tools':[{}]}} § exactly one of",
        "{'messages':[U,USE,U],TOOLS} § Expected toolResult blocks at messages.2.content for the following Ids: 1",
        "{'messages':[U,USE,{'role':'user','content':[R2]}],TOOLS} § exceeds the number of toolUse blocks",
        "{'messages':[{'role':'user','content':[R1]}],TOOLS} § exceeds the number of toolUse blocks",
        "{'messages':[U,USE,{'role':'user','content':[R1]}]} § toolConfig field must be defined",
        "{'messages':[U,USE,{'role':'user','content':[R1,R1]}],TOOLS} § ids must be unique",
        "{'messages':[U,USE,{'role':'user','content':[{'toolResult':{'toolUseId':'1','status':'odd','content':[]}}]}],TOOLS} § [success, error]",
        "{'messages':[U,USE,{'role':'user','content':[{'toolResult':{'toolUseId':'1','content':[{'text':''}]}}]}],TOOLS} § is blank",
        "{'messages':[U,{'role':'assistant','content':[{'toolUse':{'toolUseId':'1','name':'t','input':'{'}}]},U],TOOLS} § Provide a json object",
        "{'messages':[{'role':'user','content':[{'image':{'format':'bmp','source':{'bytes':''}}}]}]} § enum value set: [png, jpeg, gif, webp]",
        "{'messages':[{'role':'user','content':[{'image':{'format':'png','source':{'bytes':'AAAA'}}}]}]} § does not match the provided media type image/png",
        "{'messages':[{'role':'user','content':[{'image':{'format':'png','source':{'bytes':''}}}]}]} § Could not process image",
        "[] § not a JSON object"
      })
  void refuses(String request, String message) throws Exception {
    var json = parse(request);
    var refusal = catchThrowableOfType(Refusal.class, () -> RequestCheck.check(json));
    assertThat(refusal).as(request).isNotNull();
    assertThat(refusal.message()).contains(message);
    assertThat(refusal.status()).isEqualTo(400);
  }

  @Test
  void takesAWholeConversation() throws Exception {
    var json =
        parse("{'messages':[U,USE,{'role':'user','content':[R1,{'text':'and'}]},A,U],TOOLS}");
    assertThatCode(() -> RequestCheck.check(json)).doesNotThrowAnyException();
  }

  @Test
  void moreThanTwentyImagesAreRefused() throws Exception {
    String image = "{'image':{'format':'gif','source':{'bytes':'" + gif(new byte[20]) + "'}}}";
    var twenty = parse("{'messages':[{'role':'user','content':[" + list(image, 20) + "]}]}");
    assertThatCode(() -> RequestCheck.check(twenty)).doesNotThrowAnyException();
    var more = parse("{'messages':[{'role':'user','content':[" + list(image, 21) + "]}]}");
    assertThat(catchThrowableOfType(Refusal.class, () -> RequestCheck.check(more)).message())
        .contains("more than 20 images");
  }

  @Test
  void imageOver3Point75MegabytesIsRefused() throws Exception {
    var fine = parse(image(gif(new byte[3_749_900])));
    assertThatCode(() -> RequestCheck.check(fine)).doesNotThrowAnyException();
    var heavy = parse(image(gif(new byte[3_750_000])));
    assertThat(catchThrowableOfType(Refusal.class, () -> RequestCheck.check(heavy)).message())
        .contains("image exceeds 3.75 MB maximum");
  }

  @Test
  void jpegIsMeasuredBehindItsOtherSegments() throws Exception {
    byte[] jpeg = {
      (byte) 0xff,
      (byte) 0xd8,
      (byte) 0xff,
      (byte) 0xe0,
      0,
      4,
      0,
      0,
      (byte) 0xff,
      (byte) 0xc0,
      0,
      11,
      8,
      0x1f,
      0x41,
      0,
      16,
      1,
      0,
      0,
      0,
      0
    };
    var json =
        parse(
            "{'messages':[{'role':'user','content':[{'image':{'format':'jpeg','source':{'bytes':'"
                + Base64.getEncoder().encodeToString(jpeg)
                + "'}}}]}]}");
    assertThat(catchThrowableOfType(Refusal.class, () -> RequestCheck.check(json)).message())
        .contains("was 16x8001");
  }

  private static String image(String bytes) {
    return "{'messages':[{'role':'user','content':[{'image':{'format':'gif','source':{'bytes':'"
        + bytes
        + "'}}}]}]}";
  }

  private static String gif(byte[] rest) {
    var bytes = new byte[rest.length + 10];
    bytes[0] = 'G';
    bytes[1] = 'I';
    bytes[2] = 'F';
    bytes[3] = '8';
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static String list(String item, int count) {
    return String.join(",", java.util.Collections.nCopies(count, item));
  }

  private static JsonNode parse(String request) throws Exception {
    return JSON.readTree(
        request
            .replace("TOOLS", TOOLS)
            .replace("USE", USE)
            .replace("[U", "[{'role':'user','content':[{'text':'u'}]}")
            .replace(",U", ",{'role':'user','content':[{'text':'u'}]}")
            .replace(",A", ",{'role':'assistant','content':[{'text':'a'}]}")
            .replace("R1", "{'toolResult':{'toolUseId':'1','content':[{'text':'r'}]}}")
            .replace("R2", "{'toolResult':{'toolUseId':'2','content':[{'text':'r'}]}}")
            .replace('\'', '"'));
  }
}
