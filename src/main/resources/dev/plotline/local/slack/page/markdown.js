// Markdown as Slack's markdown block shows it: headings, lists, quotes, code, tables, emphasis, links.

import { h, link } from "./dom.js";
import { special } from "./mrkdwn.js";

const INLINE =
  /\\([\\`*_{}[\]()#+\-.!|~<>])|(`+)([\s\S]*?[^`])\2(?!`)|\*\*(?=\S)([\s\S]+?)(?<=\S)\*\*|__(?=\S)([\s\S]+?)(?<=\S)__|~~(?=\S)([\s\S]+?)(?<=\S)~~|(?<!\w)[*_](?=\S)([^*_]+?)(?<=\S)[*_](?!\w)|!?\[([^\]]*)\]\(([^)\s]+)[^)]*\)|<([@#!][^>\n]+|https?:[^>\s]+)>/g;

export const unescape = (text) => text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");

export function inline(text) {
  const nodes = [];
  let from = 0;
  for (const match of text.matchAll(INLINE)) {
    if (match.index > from) nodes.push(unescape(text.slice(from, match.index)));
    nodes.push(part(match));
    from = match.index + match[0].length;
  }
  if (from < text.length) nodes.push(unescape(text.slice(from)));
  return nodes;
}

function part([, escaped, , code, bold, strong, struck, italic, label, address, entity]) {
  if (escaped !== undefined) return escaped;
  if (code !== undefined) return h("code", null, unescape(code.replace(/^ (.*) $/s, "$1")));
  if (bold ?? strong) return h("strong", null, inline(bold ?? strong));
  if (struck !== undefined) return h("s", null, inline(struck));
  if (italic !== undefined) return h("em", null, inline(italic));
  if (address !== undefined) return link(unescape(address), inline(label || address));
  return special(entity);
}

export function markdown(text) {
  const lines = text.split("\n");
  const nodes = [];
  let at = 0;
  while (at < lines.length) {
    const [node, next] = block(lines, at);
    if (node) nodes.push(node);
    at = next;
  }
  return h("div", { class: "text" }, nodes);
}

function block(lines, at) {
  const line = lines[at];
  if (/^\s*$/.test(line)) return [null, at + 1];
  if (/^\s*(```|~~~)/.test(line)) return fence(lines, at);
  if (/^\s{0,3}#{1,6}\s/.test(line)) return [heading(line), at + 1];
  if (/^\s*([-*_])(\s*\1){2,}\s*$/.test(line)) return [h("hr"), at + 1];
  if (/^\s*(&gt;|>)/.test(line)) return quote(lines, at);
  if (isTable(lines, at)) return table(lines, at);
  if (ITEM.test(line)) return list(lines, at);
  return paragraph(lines, at);
}

// All at one level below the page's own headings, so that their order holds.
function heading(line) {
  const [, marks, text] = line.match(/^\s{0,3}(#{1,6})\s+(.*?)\s*#*$/);
  return h("h3", { class: `heading-${Math.min(marks.length, 3)}` }, inline(text));
}

function fence(lines, at) {
  const mark = lines[at].trim().slice(0, 3);
  let end = at + 1;
  while (end < lines.length && !lines[end].trim().startsWith(mark)) end++;
  const code = unescape(lines.slice(at + 1, end).join("\n"));
  return [h("pre", { tabindex: "0" }, h("code", null, code)), end + 1];
}

function quote(lines, at) {
  let end = at;
  while (end < lines.length && /^\s*(&gt;|>)/.test(lines[end])) end++;
  const inner = lines.slice(at, end).map((line) => line.replace(/^\s*(&gt;|>) ?/, ""));
  return [h("blockquote", null, markdown(inner.join("\n"))), end];
}

function paragraph(lines, at) {
  let end = at + 1;
  while (end < lines.length && !/^\s*($|#{1,6}\s|```|~~~|&gt;|>)/.test(lines[end]) && !ITEM.test(lines[end]) && !isTable(lines, end)) end++;
  const nodes = lines.slice(at, end).flatMap((line, i) => (i ? [h("br"), ...inline(line)] : inline(line)));
  return [h("p", null, nodes), end];
}

const ITEM = /^(\s*)([-*+]|\d{1,9}[.)])\s+(.*)$/;

function list(lines, at) {
  const [, indent, mark] = lines[at].match(ITEM);
  const ordered = /\d/.test(mark);
  const node = h(ordered ? "ol" : "ul", ordered && Number.parseInt(mark, 10) !== 1 ? { start: Number.parseInt(mark, 10) } : null);
  let end = at;
  while (end < lines.length) {
    const item = lines[end].match(ITEM);
    if (!item || item[1].length < indent.length || /\d/.test(item[2]) !== ordered) break;
    if (item[1].length > indent.length + 1) {
      const [inner, next] = list(lines, end);
      (node.lastElementChild ?? node).append(inner);
      end = next;
      continue;
    }
    node.append(h("li", null, inline(item[3])));
    end++;
    while (end < lines.length && /^\s{2,}\S/.test(lines[end]) && !ITEM.test(lines[end])) {
      node.lastElementChild.append(h("br"), ...inline(lines[end].trim()));
      end++;
    }
  }
  return [node, Math.max(end, at + 1)];
}

const RULE = /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/;

function isTable(lines, at) {
  return lines[at].includes("|") && at + 1 < lines.length && lines[at + 1].includes("-") && RULE.test(lines[at + 1]) && lines[at + 1].includes("|");
}

const cells = (line) => line.trim().replace(/^\|/, "").replace(/(?<!\\)\|$/, "").split(/(?<!\\)\|/).map((cell) => cell.trim());

function table(lines, at) {
  const head = cells(lines[at]);
  const align = cells(lines[at + 1]).map((rule) => (rule.endsWith(":") ? (rule.startsWith(":") ? "center" : "right") : "left"));
  let end = at + 2;
  const rows = [];
  while (end < lines.length && lines[end].includes("|")) rows.push(cells(lines[end++]));
  return [tableOf([head, ...rows].map((row) => row.map((cell) => inline(cell))), align), end];
}

// A table that scrolls by itself when it is too wide; the first row is its head.
export function tableOf(rows, align, caption) {
  const cell = (tag, nodes, i) => h(tag, { class: align[i] && align[i] !== "left" ? `to-${align[i]}` : null, scope: tag === "th" ? "col" : null }, nodes);
  return h("div", { class: "table", tabindex: "0", role: "region", "aria-label": caption ?? "Table" },
    h("table", null, caption ? h("caption", null, caption) : null,
      h("thead", null, h("tr", null, rows[0].map((nodes, i) => cell("th", nodes, i)))),
      h("tbody", null, rows.slice(1).map((row) => h("tr", null, row.map((nodes, i) => cell("td", nodes, i)))))));
}
