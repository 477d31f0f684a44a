// Dialogs. The browser keeps the focus inside and gives it back.

import * as api from "./api.js";
import { blocks } from "./blocks.js";
import { h, iconButton, toast } from "./dom.js";
import { valuesIn } from "./elements.js";
import { state } from "./state.js";

let serial = 0;

function dialog(title, body, footer, look, closed) {
  const id = `dialog-${++serial}`;
  const node = h("dialog", { class: look ?? null, "aria-labelledby": id, onclose: () => { node.remove(); closed?.(node.returnValue); } },
    h("form", { method: "dialog" },
      h("header", null, h("h2", { id }, title), iconButton("close", "Close", () => node.close(""))),
      h("div", { class: "body" }, body),
      footer ? h("footer", null, footer) : null));
  document.body.append(node);
  node.showModal();
  return node;
}

export const show = (title, body, look) => dialog(title, body, null, look);

// Asks to be sure.
export function confirm({ title, text, confirm: yes, deny, style }) {
  return new Promise((resolve) => {
    dialog(title.text, h("p", null, text.text), [
      h("button", { type: "submit", value: "", class: "button" }, deny.text),
      h("button", { type: "submit", value: "yes", class: `button ${style ?? "primary"}` }, yes.text),
    ], null, (value) => resolve(value === "yes"));
  });
}

let shown = null;

// Shows the view that the app wants shown, or takes it away.
export function showView() {
  const { view } = state;
  if (shown && shown.view.hash === view?.hash) return;
  if (shown) {
    const old = shown;
    shown = null;
    old.node.close("done");
  }
  if (!view) return;
  const node = dialog(view.title.text, blocks(view.blocks, { view }), [
    h("button", { type: "submit", value: "", class: "button" }, view.close?.text ?? "Close"),
    view.submit ? h("button", { type: "button", class: "button primary", onclick: (event) => submit(event.currentTarget, view) }, view.submit.text) : null,
  ], null, () => {
    if (shown?.node !== node) return;
    shown = null;
    state.view = null;
    api.act("dismiss", { view: view.id });
  });
  shown = { view, node };
}

async function submit(button, view) {
  const node = button.closest("dialog");
  button.setAttribute("aria-busy", "true");
  try {
    const { taken, errors } = await api.act("submit", { view: view.id, values: valuesIn(node, view) });
    if (!taken) toast("Plotline did not answer in time. Try again.");
    mark(node, errors);
  } catch {
    toast("That did not reach Plotline. Close this and try again.");
  } finally {
    button.removeAttribute("aria-busy");
  }
}

function mark(node, errors) {
  node.querySelectorAll(".input[data-block]").forEach((input) => {
    const wrong = errors[input.dataset.block];
    const hint = input.querySelector(".hint");
    input.classList.toggle("wrong", Boolean(wrong));
    input.querySelector("input, select, textarea")?.setAttribute("aria-invalid", String(Boolean(wrong)));
    if (wrong) hint.textContent = wrong;
  });
  node.querySelector(".wrong input, .wrong select, .wrong textarea")?.focus();
}
