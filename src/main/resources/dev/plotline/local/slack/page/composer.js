// The box to write in, with files to attach: chosen, dropped, pasted, or one of the samples.

import * as api from "./api.js";
import { h, icon, iconButton, sizeOf, toast } from "./dom.js";
import { nameOf, state } from "./state.js";

export const SAMPLE = "application/x-plotline-sample";

// `target()` gives the channel and thread; `sent()` is called with the text after it was sent.
export function composer({ id, label, target, sent }) {
  let attached = [];
  const chips = h("ul", { class: "chips", "aria-label": "Attached files" });
  const box = h("textarea", { id, rows: "1", "aria-label": label, onkeydown: keys, oninput: grow, onpaste: paste });
  const picker = h("input", { type: "file", multiple: true, tabindex: "-1", hidden: true, onchange: () => { bring([...picker.files]); picker.value = ""; } });
  const send = h("button", { type: "submit", class: "send", "aria-label": "Send" }, icon("send"));
  const drawer = h("div", { class: "drawer", hidden: true });
  const opener = iconButton("samples", "Sample files", () => {
    drawer.hidden = !drawer.hidden;
    opener.setAttribute("aria-expanded", String(!drawer.hidden));
    drawer.replaceChildren(samples({ attach, ask }));
  }, { "aria-expanded": "false" });

  const node = h("form", { class: "composer", onsubmit: submit },
    drawer, chips, box, picker,
    h("div", { class: "bar" },
      iconButton("attach", "Attach files", () => picker.click()),
      iconButton("at", `Mention ${nameOf(state.bot)}`, mentionBot),
      opener,
      h("span", { class: "hint" }, h("kbd", null, "Enter"), " sends, ", h("kbd", null, "Shift Enter"), " breaks the line"),
      send));

  function keys(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      node.requestSubmit();
    }
  }

  function grow() {
    box.style.height = "auto";
    box.style.height = `${Math.min(box.scrollHeight, 220)}px`;
  }

  function paste(event) {
    const files = [...event.clipboardData.files];
    if (files.length) {
      event.preventDefault();
      bring(files);
    }
  }

  function mentionBot() {
    const name = `@${nameOf(state.bot)} `;
    if (!box.value.includes(name)) box.value = name + box.value;
    box.focus();
    grow();
  }

  async function submit(event) {
    event.preventDefault();
    const text = box.value.trim();
    const waiting = attached.some((file) => !file.id);
    if (waiting || (!text && !attached.length)) return;
    const files = attached.map((file) => file.id);
    const { channel, thread } = target();
    box.value = "";
    attached = [];
    drawChips();
    grow();
    // Before it is sent: by the time that it was, its thread may have been opened and have the focus.
    box.focus();
    try {
      await deliver(text, channel, thread, files);
      sent(text);
    } catch {
      box.value = text;
      toast("That could not be sent. Is Plotline still running?");
    }
  }

  async function deliver(text, channel, thread, files) {
    const command = text.match(/^(\/[a-z]+)\s*(.*)$/s);
    if (!command) return api.act("say", { channel, thread, text, files });
    if (thread) return toast("Commands do not work in threads. Mention Plotline with the word instead.");
    const { taken } = await api.act("command", { channel, command: command[1], text: command[2] });
    if (!taken) toast(`${command[1]} is not a command that Plotline answers.`);
  }

  async function bring(files) {
    await Promise.all(files.map((file) => add(file.name, file.size, () => api.upload(file))));
  }

  const attach = (name) => add(name, null, () => api.attachSample(name));

  async function add(name, size, upload) {
    const file = { name, size, id: null };
    attached.push(file);
    drawChips();
    try {
      Object.assign(file, await upload());
    } catch {
      attached = attached.filter((other) => other !== file);
      toast(`${name} could not be brought in. Is it too large?`);
    }
    drawChips();
    box.focus();
  }

  function ask(question) {
    box.value = question;
    grow();
    box.focus();
    drawer.hidden = true;
    opener.setAttribute("aria-expanded", "false");
  }

  function drawChips() {
    chips.replaceChildren(...attached.map((file) =>
      h("li", { class: file.id ? "" : "busy" }, icon("file"), h("span", null, file.name, " ", h("span", { class: "quiet" }, file.id ? sizeOf(file.size) : "…")),
        iconButton("close", `Remove ${file.name}`, () => { attached = attached.filter((other) => other !== file); drawChips(); box.focus(); }))));
    chips.hidden = attached.length === 0;
  }

  drawChips();
  return { node, box, ask, attach, take: (transfer) => {
    const sample = transfer.getData(SAMPLE);
    return sample ? attach(sample) : bring([...transfer.files]);
  } };
}

export function samples({ attach, ask }) {
  return h("div", { class: "samples", role: "group", "aria-label": "Sample files" },
    h("p", { class: "quiet" }, "Drag one into the conversation, or press it to attach it."),
    h("ul", null, state.samples.map((sample) => h("li", null,
      h("button", { type: "button", class: "sample", draggable: "true",
        ondragstart: (event) => event.dataTransfer.setData(SAMPLE, sample.name),
        onclick: async () => {
          await attach(sample.name);
          ask(`@${nameOf(state.bot)} ${sample.question}`);
        } },
      h("span", { class: "badge sheet" }, icon("sheet")),
      h("span", null, h("strong", null, sample.name), h("span", { class: "quiet" }, sample.note)))))));
}

// Lets files be dropped anywhere on a pane.
export function droppable(pane, take) {
  let depth = 0;
  const carries = (event) => [...event.dataTransfer.types].some((type) => type === "Files" || type === SAMPLE);
  const over = (on) => pane.classList.toggle("dropping", on);
  pane.addEventListener("dragenter", (event) => { if (carries(event)) { depth++; over(true); } });
  pane.addEventListener("dragleave", (event) => { if (carries(event) && --depth <= 0) { depth = 0; over(false); } });
  pane.addEventListener("dragover", (event) => { if (carries(event)) event.preventDefault(); });
  pane.addEventListener("drop", (event) => {
    depth = 0;
    over(false);
    if (!carries(event)) return;
    event.preventDefault();
    take(event.dataTransfer);
  });
}
