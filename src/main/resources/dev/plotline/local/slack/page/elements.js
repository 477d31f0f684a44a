// What can be pressed, chosen and filled in. A `place` is `{post}` or `{view}`: what it belongs to.

import * as api from "./api.js";
import { textObject } from "./blocks.js";
import { confirm } from "./dialogs.js";
import { h, icon, link, toast } from "./dom.js";
import { image } from "./files.js";

export function element(part, block, place) {
  const make = KINDS[part.type];
  if (!make) return h("span", { class: "quiet" }, `(a ${part.type})`);
  const node = make(part, block, place);
  node.dataset.action = part.action_id ?? "";
  node.dataset.block = block.block_id ?? "";
  node.dataset.type = part.type;
  node.dataset.key = `${block.block_id}/${part.action_id}`;
  return node;
}

async function press(node, part, block, place, given = {}) {
  if (part.confirm && !(await confirm(part.confirm))) return;
  const where = place.view ? { view: place.view.id } : { channel: place.post.channel, ts: place.post.ts };
  node.setAttribute("aria-busy", "true");
  try {
    const { taken } = await api.act("press", { ...where, block: block.block_id, action: part.action_id, given });
    if (!taken) toast("Plotline did not answer in time. Try again.");
  } catch {
    toast("That did not reach Plotline. Reload the page and try again.");
  } finally {
    node.removeAttribute("aria-busy");
  }
}

// In a modal, what is filled in is sent with the whole; in a message, each choice is told at once.
function chosen(part, block, place, read) {
  return place.view && block.type === "input" && !block.dispatch_action
    ? null
    : (event) => press(event.currentTarget, part, block, place, read(event.currentTarget));
}

const options = (part) => part.options ?? (part.option_groups ?? []).flatMap((group) => group.options);
const optionOf = (part, value) => options(part).find((option) => option.value === value);

function button(part, block, place) {
  const look = `button ${part.style ?? ""}`;
  const label = { "aria-label": part.accessibility_label ?? null };
  if (part.url) {
    const node = link(part.url, part.text.text);
    node.className = look;
    node.addEventListener("click", () => press(node, part, block, place));
    return node;
  }
  return h("button", { type: "button", class: look, ...label, onclick: (event) => press(event.currentTarget, part, block, place) }, part.text.text);
}

function select(part, block, place) {
  const node = h("select", { "aria-label": part.placeholder?.text ?? "Choose", onchange: chosen(part, block, place, (s) => ({ selected_option: optionOf(part, s.value) })) },
    h("option", { value: "" }, part.placeholder?.text ?? "Choose…"),
    options(part).map((option) => h("option", { value: option.value }, option.text.text)));
  node.value = part.initial_option?.value ?? "";
  return node;
}

function choices(type) {
  return (part, block, place) => {
    const initial = new Set((part.initial_options ?? [part.initial_option]).filter(Boolean).map((option) => option.value));
    const name = `choice-${block.block_id}-${part.action_id}`;
    const read = (input) => {
      const values = [...input.closest(".choices").querySelectorAll("input:checked")].map((i) => optionOf(part, i.value));
      return type === "radio" ? { selected_option: values[0] } : { selected_options: values };
    };
    return h("div", { class: "choices" }, part.options.map((option) =>
      h("label", null,
        h("input", { type, name, value: option.value, checked: initial.has(option.value), onchange: chosen(part, block, place, read) }),
        h("span", null, textObject(option.text), option.description ? h("span", { class: "quiet" }, " ", option.description.text) : null))));
  };
}

function field(type) {
  return (part, block, place) =>
    h(part.multiline ? "textarea" : "input", {
      type: part.multiline ? null : type,
      rows: part.multiline ? "4" : null,
      placeholder: part.placeholder?.text,
      value: part.initial_value ?? part.initial_date ?? part.initial_time ?? "",
      maxlength: part.max_length,
      "aria-label": part.placeholder?.text ?? "Value",
      onchange: chosen(part, block, place, (input) => ({ value: input.value })),
    });
}

function feedback(part, block, place) {
  const one = (name, choice) =>
    h("button", {
      type: "button", class: "icon-button", "aria-label": choice.accessibility_label ?? choice.text.text, title: choice.text.text, "aria-pressed": "false",
      "data-key": `${block.block_id}/${name}`,
      onclick: (event) => {
        const node = event.currentTarget;
        node.parentElement.querySelectorAll("button").forEach((b) => b.setAttribute("aria-pressed", String(b === node)));
        return press(node, part, block, place, { value: choice.value, text: choice.text });
      },
    }, icon(name));
  return h("span", { class: "feedback", role: "group", "aria-label": "Was this helpful?" }, one("up", part.positive_button), one("down", part.negative_button));
}

const KINDS = {
  button,
  static_select: select,
  external_select: select,
  overflow: (part, block, place) => {
    const node = select({ ...part, placeholder: { text: "More…" } }, block, place);
    node.classList.add("overflow");
    return node;
  },
  checkboxes: choices("checkbox"),
  radio_buttons: choices("radio"),
  plain_text_input: field("text"),
  email_text_input: field("email"),
  url_text_input: field("url"),
  number_input: field("number"),
  datepicker: field("date"),
  timepicker: field("time"),
  feedback_buttons: feedback,
  icon_button: (part, block, place) =>
    h("button", { type: "button", class: "button", "aria-label": part.accessibility_label ?? part.text.text, onclick: (event) => press(event.currentTarget, part, block, place) },
      part.icon === "trash" ? icon("trash") : null, part.text.text),
  image: (part, _, place) => image(part, place),
};

// The values of all that is filled in below `root`, as `view.state.values`.
export function valuesIn(root, view) {
  const values = {};
  for (const block of view.blocks) {
    for (const part of [block.element, block.accessory, ...(block.elements ?? [])]) {
      const node = part?.action_id && root.querySelector(`[data-key="${CSS.escape(`${block.block_id}/${part.action_id}`)}"]`);
      if (node) (values[block.block_id] ??= {})[part.action_id] = { type: part.type, ...valueOf(part, node) };
    }
  }
  return values;
}

function valueOf(part, node) {
  switch (part.type) {
    case "static_select": return { selected_option: optionOf(part, node.value) ?? null };
    case "radio_buttons": return { selected_option: optionOf(part, node.querySelector("input:checked")?.value) ?? null };
    case "checkboxes": return { selected_options: [...node.querySelectorAll("input:checked")].map((input) => optionOf(part, input.value)) };
    case "datepicker": return { selected_date: node.value || null };
    case "timepicker": return { selected_time: node.value || null };
    default: return { value: node.value === "" ? null : node.value };
  }
}
