package dev.plotline.local.slack.browser;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// A tab as somebody uses it: by mouse and keyboard, looking at what is shown.
public final class Tab {
  private static final Map<String, Integer> KEYS =
      Map.of("Enter", 13, "Tab", 9, "Escape", 27, "Space", 32, "ArrowDown", 40, "ArrowUp", 38);

  private final DevTools tools;
  private final String session;
  private final List<JsonNode> events;

  Tab(DevTools tools, String session, List<JsonNode> events) {
    this.tools = tools;
    this.session = session;
    this.events = events;
  }

  void begin(int width, int height) {
    for (String domain : new String[] {"Page", "Runtime", "Network", "Log", "DOM"}) {
      call(domain + ".enable", Map.of());
    }
    size(width, height);
  }

  private JsonNode call(String method, Map<String, ?> params) {
    return tools.call(session, method, params);
  }

  /// Makes it this large.
  public Tab size(int width, int height) {
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    return this;
  }

  /// As if the person had chosen dark or light colours.
  public Tab colours(String scheme) {
    call(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    return this;
  }

  /// Goes to an address and waits until it is loaded.
  public Tab go(URI url) {
    call("Page.navigate", Map.of("url", url.toString()));
    await("document.readyState === 'complete' && location.href !== 'about:blank'");
    return this;
  }

  /// What an expression is.
  public JsonNode eval(String expression) {
    JsonNode answer =
        call(
            "Runtime.evaluate",
            Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
    if (answer.has("exceptionDetails")) {
      throw new IllegalStateException(
          expression + ": " + answer.path("exceptionDetails").path("exception"));
    }
    return answer.path("result").path("value");
  }

  /// Waits until an expression is true; fails with it after three minutes.
  public Tab await(String expression) {
    String loop =
        """
        new Promise((resolve) => {
          const end = Date.now() + 180000;
          const look = () => {
            let is = false;
            try { is = Boolean(%s); } catch { is = false; }
            if (is || Date.now() > end) resolve(is);
            else setTimeout(look, 40);
          };
          look();
        })\
        """
            .formatted(expression);
    for (int i = 0; ; i++) {
      try {
        if (eval(loop).asBoolean()) {
          return this;
        }
        throw new AssertionError(
            "never true: " + expression + "\n" + eval("document.body.innerText").asText());
      } catch (IllegalStateException e) {
        // The page was replaced while it was looked at.
        if (i > 3) {
          throw e;
        }
      }
    }
  }

  /// Waits until something is there.
  public Tab awaitThat(String selector) {
    return await("document.querySelector(%s)".formatted(quoted(selector)));
  }

  /// Waits until a text is shown somewhere below what is selected.
  public Tab awaitText(String selector, String text) {
    return await(
        "[...document.querySelectorAll(%s)].some((e) => e.innerText.includes(%s))"
            .formatted(quoted(selector), quoted(text)));
  }

  /// The text below what is selected.
  public String text(String selector) {
    return eval("document.querySelector(%s).innerText".formatted(quoted(selector))).asText();
  }

  /// How many there are.
  public int count(String selector) {
    return eval("document.querySelectorAll(%s).length".formatted(quoted(selector))).asInt();
  }

  /// Presses the mouse on the last thing that is selected.
  public Tab click(String selector) {
    return click(selector, "");
  }

  /// Presses the mouse on the last thing that is selected and has this text.
  public Tab click(String selector, String text) {
    awaitText(selector, text);
    // A place that was told while something above still grew or moved is another's a moment later.
    String find =
        """
        new Promise((resolve, reject) => {
          const end = Date.now() + 180000;
          let last = '';
          const look = () => {
            const e = [...document.querySelectorAll(%s)].filter((n) => n.innerText.includes(%s)).at(-1);
            if (e) {
              e.scrollIntoView({block: 'center', behavior: 'instant'});
              const r = e.getBoundingClientRect();
              const at = [r.x + r.width / 2, r.y + r.height / 2];
              if (String(at) === last || Date.now() > end) return resolve(at);
              last = String(at);
            } else if (Date.now() > end) {
              return reject(new Error('it has gone'));
            }
            setTimeout(look, 60);
          };
          look();
        })\
        """
            .formatted(quoted(selector), quoted(text));
    JsonNode at = eval(find);
    for (String type : new String[] {"mouseMoved", "mousePressed", "mouseReleased"}) {
      call(
          "Input.dispatchMouseEvent",
          Map.of(
              "type",
              type,
              "x",
              at.get(0).asDouble(),
              "y",
              at.get(1).asDouble(),
              "button",
              type.equals("mouseMoved") ? "none" : "left",
              "clickCount",
              1));
    }
    return this;
  }

  /// Types into what has the focus.
  public Tab type(String text) {
    call("Input.insertText", Map.of("text", text));
    return this;
  }

  /// Presses a key.
  public Tab key(String name) {
    String text = name.equals("Enter") ? "\r" : name.equals("Space") ? " " : "";
    for (String type : new String[] {"keyDown", "keyUp"}) {
      call(
          "Input.dispatchKeyEvent",
          Map.of(
              "type",
              type,
              "key",
              name.equals("Space") ? " " : name,
              "code",
              name,
              "text",
              type.equals("keyDown") ? text : "",
              "windowsVirtualKeyCode",
              KEYS.getOrDefault(name, 0)));
    }
    return this;
  }

  /// Goes back to what had the focus before.
  public Tab back() {
    for (String type : new String[] {"rawKeyDown", "keyUp"}) {
      call(
          "Input.dispatchKeyEvent",
          Map.of(
              "type",
              type,
              "key",
              "Tab",
              "code",
              "Tab",
              "modifiers",
              8,
              "windowsVirtualKeyCode",
              9));
    }
    return this;
  }

  /// Drags files from outside onto what is selected.
  public Tab drop(String selector, Path... files) {
    JsonNode at =
        eval(
            "(() => { const r = document.querySelector(%s).getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; })()"
                .formatted(quoted(selector)));
    List<String> paths = names(files);
    for (String type : new String[] {"dragEnter", "dragOver", "drop"}) {
      call(
          "Input.dispatchDragEvent",
          Map.of(
              "type", type,
              "x", at.get(0).asDouble(),
              "y", at.get(1).asDouble(),
              "data", Map.of("items", List.of(), "files", paths, "dragOperationsMask", 1)));
    }
    return this;
  }

  private static List<String> names(Path... files) {
    return java.util.Arrays.stream(files).map(path -> path.toAbsolutePath().toString()).toList();
  }

  /// Takes a picture of what is shown.
  public Tab picture(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    String data = call("Page.captureScreenshot", Map.of("format", "png")).path("data").asText();
    Files.write(file, Base64.getDecoder().decode(data));
    return this;
  }

  /// The addresses that were asked for.
  public List<String> requests() {
    return named("Network.requestWillBeSent").stream()
        .map(event -> event.path("params").path("request").path("url").asText())
        .toList();
  }

  /// What the page complained about.
  public List<String> complaints() {
    return events.stream()
        .filter(event -> event.path("sessionId").asText().equals(session))
        .filter(event ->
            event.path("method").asText().equals("Runtime.exceptionThrown")
                || event.path("params").path("entry").path("level").asText().equals("error"))
        .map(JsonNode::toString)
        .toList();
  }

  private List<JsonNode> named(String method) {
    return events.stream()
        .filter(event -> event.path("sessionId").asText().equals(session))
        .filter(event -> event.path("method").asText().equals(method))
        .toList();
  }

  /// A JavaScript string.
  public static String quoted(String text) {
    return com.fasterxml.jackson.databind.node.TextNode.valueOf(text).toString();
  }
}
