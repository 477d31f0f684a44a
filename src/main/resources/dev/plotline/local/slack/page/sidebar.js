// Channels, who one is, and day or night.

import * as api from "./api.js";
import { h, icon, iconButton } from "./dom.js";
import { avatar } from "./message.js";
import { look, nameOf, state, titleOf } from "./state.js";

export function sidebar(become, close) {
  const channels = h("ul");
  const directs = h("ul");
  const people = h("div", { class: "people", role: "radiogroup", "aria-labelledby": "acting" });
  const theme = iconButton("moon", "Dark", switchTheme);
  const node = h("nav", { class: "sidebar", "aria-label": "Channels" },
    h("header", null, icon("logo"), h("div", { class: "grow" }, h("strong", null, "Plotline"), h("span", { class: "quiet" }, "Local Slack")), theme, iconButton("close", "Close the list of channels", close, { class: "icon-button shut" })),
    h("h2", null, "Channels"), channels,
    h("h2", null, "Direct messages"), directs,
    h("div", { class: "grow" }),
    h("div", { class: "acting" },
      h("p", { id: "acting" }, "You are"), people),
    h("p", { class: "quiet fine" }, "Everything here stays on this machine. It is no part of Slack."));

  const stored = localStorage.getItem("theme");
  setTheme(stored ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"));

  function setTheme(name) {
    document.documentElement.dataset.theme = name;
    const next = name === "dark" ? "light" : "dark";
    theme.replaceChildren(icon(name === "dark" ? "sun" : "moon"));
    theme.setAttribute("aria-label", `Use the ${next} colours`);
    theme.title = theme.getAttribute("aria-label");
  }

  function switchTheme() {
    const name = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
    localStorage.setItem("theme", name);
    setTheme(name);
  }

  function entry(channel) {
    const here = channel.id === state.channel;
    const unread = state.unread.has(channel.id);
    return h("li", null, h("button", { type: "button", class: unread ? "unread" : "", "aria-current": here ? "page" : null, "data-key": channel.id, onclick: () => { look(channel.id); close(); } },
      channel.direct ? avatar(state.bot) : icon("hash"),
      h("span", { class: "grow" }, channel.direct ? titleOf(channel) : channel.name),
      unread ? h("span", { class: "dot" }, h("span", { class: "unseen" }, "unread")) : null));
  }

  function fill(list, entries) {
    const key = list.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    list.replaceChildren(...entries);
    if (key) list.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus();
  }

  function draw() {
    const all = [...state.channels.values()];
    fill(channels, all.filter((channel) => !channel.direct).map(entry));
    fill(directs, all.filter((channel) => channel.direct).map(entry));
    if (people.dataset.me !== api.me) {
      people.dataset.me = api.me;
      people.replaceChildren(...[...state.people.values()].filter((person) => !person.bot).map((person) =>
        h("label", null, h("input", { type: "radio", name: "me", value: person.id, checked: person.id === api.me, onchange: () => become(person.id) }), avatar(person.id), h("span", null, nameOf(person.id).split(" ")[0]))));
    }
  }

  return { node, draw };
}
