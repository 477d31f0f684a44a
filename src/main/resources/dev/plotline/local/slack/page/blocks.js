// Blocks of messages and modals, as nodes.

import { h, link } from "./dom.js";
import { element } from "./elements.js";
import { image } from "./files.js";
import { markdown, tableOf } from "./markdown.js";
import { mrkdwn } from "./mrkdwn.js";
import { richPieces, richText } from "./richtext.js";

// `place` says what the blocks belong to: see elements.js.
export function blocks(list, place) {
  return list.map((block) => (KINDS[block.type] ?? unknown)(block, place));
}

export function textObject(text) {
  return text.type === "mrkdwn" ? mrkdwn(text.text) : h("span", null, text.text);
}

const unknown = (block) => h("p", { class: "quiet" }, `(a ${block.type} block)`);

const KINDS = {
  section(block, place) {
    return h("div", { class: "section" },
      h("div", { class: "grow" },
        block.text ? textObject(block.text) : null,
        block.fields ? h("div", { class: "fields" }, block.fields.map((field) => h("div", null, textObject(field)))) : null),
      block.accessory ? h("div", { class: "accessory" }, element(block.accessory, block, place)) : null);
  },
  header: (block) => h("h3", { class: "heading-1" }, block.text.text),
  divider: () => h("hr"),
  markdown: (block) => markdown(block.text),
  rich_text: (block) => richText(block),
  context: (block, place) => h("div", { class: "context" }, block.elements.map((part) => (part.type === "image" ? element(part, block, place) : textObject(part)))),
  actions: (block, place) => h("div", { class: "actions" }, block.elements.map((part) => element(part, block, place))),
  context_actions: (block, place) => h("div", { class: "actions small" }, block.elements.map((part) => element(part, block, place))),
  image: (block, place) => image(block, place),
  input(block, place) {
    const control = element(block.element, block, place);
    const id = `input-${block.block_id}`;
    const hint = `hint-${block.block_id}`;
    const target = control.matches("input, select, textarea") ? control : null;
    if (target) {
      target.id = id;
      target.setAttribute("aria-describedby", hint);
      if (!block.optional) target.setAttribute("aria-required", "true");
    }
    const label = [block.label.text, block.optional ? h("span", { class: "quiet" }, " (optional)") : null];
    return h(target ? "div" : "fieldset", { class: "input", "data-block": block.block_id },
      target ? h("label", { for: id }, label) : h("legend", null, label),
      control,
      h("p", { class: "hint", id: hint }, block.hint?.text ?? ""));
  },
  table(block) {
    const align = (block.column_settings ?? []).map((column) => column?.align);
    return tableOf(block.rows.map((row) => row.map(cell)), align);
  },
  data_table: (block) => tableOf(block.rows.map((row) => row.map(cell)), numberColumns(block.rows), block.caption),
  data_visualization: (block) => h("p", { class: "quiet" }, `(a chart: ${block.title})`),
  video: (block) => h("p", null, link(block.title_url ?? "", block.title?.text ?? "Video")),
};

function cell(content) {
  switch (content?.type) {
    case "rich_text": return richPieces({ elements: content.elements.flatMap((part) => (part.elements ? [part] : [])) });
    case "raw_number": return [content.text ?? String(content.value)];
    case "raw_text": return [content.text];
    default: return [];
  }
}

const numberColumns = (rows) => rows[0].map((_, i) => (rows.slice(1).every((row) => row[i]?.type === "raw_number") ? "right" : "left"));
