// One message.

import * as api from "./api.js";
import { blocks } from "./blocks.js";
import { h, icon, iconButton, timeOf, toast } from "./dom.js";
import { glyph } from "./emoji.js";
import { files } from "./files.js";
import { mrkdwn } from "./mrkdwn.js";
import { doingIn, look, nameOf, repliesTo, state } from "./state.js";

export function avatar(id) {
  if (id === state.bot) return h("span", { class: "avatar bot", "aria-hidden": "true" }, icon("logo"));
  const initials = nameOf(id).split(" ").map((word) => word[0]).join("").slice(0, 2);
  return h("span", { class: `avatar hue-${[...state.people.keys()].indexOf(id) % 4}`, "aria-hidden": "true" }, initials);
}

// `follows`: the same person has just said something, so the head is left out. `within`: shown in its thread.
export function message(post, { follows, within }) {
  const name = nameOf(post.user);
  const head = h("div", { class: follows ? "head unseen" : "head" },
    h("strong", null, name),
    post.user === state.bot ? h("span", { class: "tag" }, "app") : null,
    h("time", { datetime: new Date(Number(post.ts) * 1000).toISOString() }, timeOf(post.ts)));
  return h("article", { class: `message ${follows ? "follows" : ""} ${post.ephemeral ? "ephemeral" : ""}`, "aria-label": `${name}, ${timeOf(post.ts)}` },
    h("div", { class: "gutter" }, follows ? null : avatar(post.user)),
    h("div", { class: "content" },
      head,
      post.ephemeral ? h("p", { class: "only" }, "Only visible to you") : null,
      contents(post),
      post.edited && post.user !== state.bot ? h("span", { class: "quiet" }, "(edited)") : null,
      post.files.length ? files(post.files) : null,
      reactions(post),
      within ? null : threadLine(post)),
    post.ephemeral ? null : tools(post, within));
}

// As in Slack, blocks replace the text.
function contents(post) {
  if (post.blocks.length) return blocks(post.blocks, { post });
  return post.text ? mrkdwn(post.text) : null;
}

function reactions(post) {
  if (!post.reactions.length) return null;
  return h("div", { class: "reactions" }, post.reactions.map(({ name, users }) =>
    h("button", { type: "button", "aria-pressed": String(users.includes(api.me)), "aria-label": `${name.replaceAll("_", " ")}: ${users.map(nameOf).join(", ")}`, "data-key": `react-${name}`, onclick: () => react(post, name) },
      name === "thumbsup" ? icon("up") : h("span", { "aria-hidden": "true" }, glyph(name)), ` ${users.length}`)));
}

const react = (post, name) => api.act("react", { channel: post.channel, ts: post.ts, name });

function threadLine(post) {
  const replies = repliesTo(post.channel, post.ts);
  const doing = doingIn(post.channel, post.ts);
  if (!replies.length && !doing) return null;
  const people = [...new Set(replies.map((reply) => reply.user))].slice(0, 3);
  return h("button", { type: "button", class: "thread-line", "data-key": "thread", onclick: () => look(post.channel, post.ts) },
    h("span", { class: "faces" }, people.map(avatar)),
    h("strong", null, replies.length ? `${replies.length} ${replies.length === 1 ? "reply" : "replies"}` : "Thread"),
    doing ? working(doing.status) : h("span", { class: "quiet" }, `last at ${timeOf(replies.at(-1).ts)}`));
}

// What the app is doing right now.
export function working(status) {
  return h("span", { class: "working" }, h("span", { class: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i")), h("span", null, status));
}

function tools(post, within) {
  const own = post.user === api.me;
  return h("div", { class: "tools", role: "toolbar", "aria-label": "Message" },
    iconButton("up", "React with thumbs up", () => react(post, "thumbsup")),
    within ? null : iconButton("reply", "Reply in thread", () => look(post.channel, post.ts)),
    post.bot ? null : iconButton("spark", "Analyse with Plotline", () => analyse(post)),
    own && post.text ? iconButton("edit", "Edit message", (event) => edit(event, post)) : null,
    own ? iconButton("trash", "Delete message", () => api.act("delete", { channel: post.channel, ts: post.ts })) : null);
}

async function analyse(post) {
  const { taken } = await api.act("shortcut", { channel: post.channel, ts: post.ts });
  toast(taken ? "Plotline was asked to look at it." : "Plotline did not answer in time. Try again.");
}

function edit(event, post) {
  const content = event.currentTarget.closest(".message").querySelector(".text");
  const old = post.text.replace(/<@([A-Z0-9]+)>/g, (_, id) => `@${nameOf(id)}`).replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");
  const box = h("textarea", { "aria-label": "Edit message", rows: "2", value: old });
  const save = () => api.act("edit", { channel: post.channel, ts: post.ts, text: box.value });
  box.addEventListener("keydown", (key) => {
    if (key.key === "Enter" && !key.shiftKey) {
      key.preventDefault();
      save();
    }
    if (key.key === "Escape") editor.replaceWith(content);
  });
  const editor = h("div", { class: "editor" }, box, h("div", { class: "actions" },
    h("button", { type: "button", class: "button", onclick: () => editor.replaceWith(content) }, "Cancel"),
    h("button", { type: "button", class: "button primary", onclick: save }, "Save")));
  content.replaceWith(editor);
  box.focus();
}
