// Files below a message: pictures are shown, others can be saved.

import * as api from "./api.js";
import { show } from "./dialogs.js";
import { h, icon, sizeOf } from "./dom.js";

export function files(list) {
  const pictures = list.filter((file) => file.image);
  const others = list.filter((file) => !file.image);
  return h("div", { class: "files" },
    pictures.map((file) => picture(file)),
    others.length ? h("ul", { class: "cards" }, others.map((file) => h("li", null, card(file)))) : null);
}

function picture(file) {
  const alt = file.alt || file.title || file.name;
  return h("figure", null,
    h("button", { type: "button", class: "picture", "aria-label": `Enlarge: ${alt}`, "data-key": `file-${file.id}`, onclick: () => enlarge(file, alt) },
      h("img", { src: api.fileAddress(file), alt })),
    h("figcaption", null, `${file.title || file.name} · ${sizeOf(file.size)}`));
}

function enlarge(file, alt) {
  show(file.title || file.name, [
    h("img", { class: "large", src: api.fileAddress(file), alt }),
    h("p", { class: "quiet" }, alt),
    h("p", null, h("a", { class: "button", href: api.fileAddress(file), download: file.name }, icon("save"), "Save")),
  ], "wide");
}

const TABLES = new Set(["csv", "tsv", "xlsx", "xls", "ods"]);

export function card(file) {
  return h("a", { class: "card", href: api.fileAddress(file), download: file.name, "aria-label": `Save ${file.name}, ${sizeOf(file.size)}`, "data-key": `file-${file.id}` },
    h("span", { class: `badge ${TABLES.has(file.ending) ? "sheet" : ""}` }, icon(TABLES.has(file.ending) ? "sheet" : "file")),
    h("span", { class: "grow" }, h("strong", null, file.title || file.name), h("span", { class: "quiet" }, `${(file.ending || "file").toUpperCase()} · ${sizeOf(file.size)}`)),
    icon("save"));
}

// An image block or element. One at an address outside is not loaded: nothing leaves this machine.
export function image(block, place) {
  const file = place?.post?.files?.find((f) => f.id === block.slack_file?.id) ?? (block.slack_file?.id ? { id: block.slack_file.id, name: "image" } : null);
  const title = block.title?.text;
  if (!file) return h("p", { class: "quiet" }, `(picture: ${block.alt_text})`);
  return h("figure", null, h("img", { src: api.fileAddress(file), alt: block.alt_text }), title ? h("figcaption", null, title) : null);
}
