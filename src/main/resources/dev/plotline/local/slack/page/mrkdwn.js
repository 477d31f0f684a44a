// Slack's own notation, as nodes.

import { h, link } from "./dom.js";
import { emoji } from "./emoji.js";
import { nameOf, state } from "./state.js";

const INLINE =
  /```([\s\S]+?)```|`([^`\n]+)`|<([^>\n]+)>|(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])|(?<![\w_])_(?=\S)([^_\n]+?)(?<=\S)_(?![\w_])|(?<![\w~])~(?=\S)([^~\n]+?)(?<=\S)~(?![\w~])|:([a-z0-9_+-]+):/g;

export const unescape = (text) => text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");

export function inline(text) {
  const nodes = [];
  let from = 0;
  for (const match of text.matchAll(INLINE)) {
    plain(nodes, text.slice(from, match.index));
    nodes.push(part(match));
    from = match.index + match[0].length;
  }
  plain(nodes, text.slice(from));
  return nodes;
}

function plain(nodes, text) {
  unescape(text).split("\n").forEach((line, i) => {
    if (i > 0) nodes.push(h("br"));
    if (line) nodes.push(line);
  });
}

function part([whole, fence, code, entity, bold, italic, struck, name]) {
  if (fence !== undefined) return h("pre", { tabindex: "0" }, h("code", null, unescape(fence.replace(/^\n/, ""))));
  if (code !== undefined) return h("code", null, unescape(code));
  if (entity !== undefined) return special(entity);
  if (bold !== undefined) return h("strong", null, inline(bold));
  if (italic !== undefined) return h("em", null, inline(italic));
  if (struck !== undefined) return h("s", null, inline(struck));
  return emoji(name) ?? whole;
}

export function special(entity) {
  const [what, label] = entity.split(/\|(.*)/s);
  if (what.startsWith("@")) return mention(what.slice(1));
  if (what.startsWith("#")) return h("span", { class: "mention" }, `#${state.channels.get(what.slice(1))?.name ?? label ?? what}`);
  if (what.startsWith("!date^")) return label ?? "";
  if (what.startsWith("!")) return h("span", { class: "mention loud" }, `@${label ?? what.slice(1)}`);
  return link(unescape(what), unescape(label ?? what.replace(/^mailto:/, "")));
}

export function mention(id) {
  return h("span", { class: id === state.bot ? "mention bot" : "mention" }, `@${nameOf(id)}`);
}

export function mrkdwn(text) {
  const parts = [];
  let quote = [];
  const flush = () => {
    if (quote.length) parts.push(h("blockquote", null, inline(quote.join("\n"))));
    quote = [];
  };
  // A fence may hold lines that look like quotes.
  let rest = [];
  const flushRest = () => {
    if (rest.length) parts.push(h("div", null, inline(rest.join("\n"))));
    rest = [];
  };
  let fenced = false;
  for (const line of text.split("\n")) {
    if ((line.match(/```/g) ?? []).length % 2) fenced = !fenced;
    if (!fenced && /^(&gt;|>) ?/.test(line)) {
      flushRest();
      quote.push(line.replace(/^(&gt;|>) ?/, ""));
    } else {
      flush();
      rest.push(line);
    }
  }
  flush();
  flushRest();
  return h("div", { class: "text" }, parts);
}
