// `rich_text` blocks: what Slack's own client makes of what people type.

import { h, link } from "./dom.js";
import { emoji } from "./emoji.js";
import { mention } from "./mrkdwn.js";
import { state } from "./state.js";

const STYLES = { code: "code", bold: "strong", italic: "em", strike: "s", underline: "u" };

function styled(nodes, style) {
  return Object.entries(STYLES).reduce((inner, [name, tag]) => (style?.[name] ? [h(tag, null, inner)] : inner), nodes);
}

const lines = (text) => text.split("\n").flatMap((line, i) => (i ? [h("br"), line] : [line]));

function piece(element) {
  switch (element.type) {
    case "text": return styled(lines(element.text), element.style);
    case "link": return styled([link(element.url, element.text || element.url)], element.style);
    case "user": return mention(element.user_id);
    case "channel": return h("span", { class: "mention" }, `#${state.channels.get(element.channel_id)?.name ?? element.channel_id}`);
    case "broadcast": return h("span", { class: "mention loud" }, `@${element.range}`);
    case "emoji": return emoji(element.name) ?? `:${element.name}:`;
    case "date": return element.fallback ?? "";
    default: return "";
  }
}

const pieces = (element) => element.elements.map(piece);

function section(element) {
  switch (element.type) {
    case "rich_text_list":
      return h(element.style === "ordered" ? "ol" : "ul", { class: `indent-${Math.min(element.indent ?? 0, 4)}`, start: element.offset ? element.offset + 1 : null },
        element.elements.map((item) => h("li", null, pieces(item))));
    case "rich_text_quote": return h("blockquote", null, pieces(element));
    case "rich_text_preformatted": return h("pre", { tabindex: "0" }, h("code", null, element.elements.map((e) => e.text ?? e.url ?? "")));
    default: return h("div", null, pieces(element));
  }
}

export const richText = (block) => h("div", { class: "text" }, block.elements.map(section));
export const richPieces = (block) => block.elements.flatMap(pieces);
