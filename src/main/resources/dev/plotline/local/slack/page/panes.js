// The channel and, beside it, one thread of it.

import * as api from "./api.js";
import { composer, droppable, samples } from "./composer.js";
import { h, icon, iconButton } from "./dom.js";
import { keepAtEnd, messageList } from "./list.js";
import { avatar, working } from "./message.js";
import { doingIn, hasBot, look, nameOf, postAt, postsOf, promptsIn, repliesTo, sessionIn, state, titleOf } from "./state.js";

const EXAMPLE =
  "Analyze the following sales data: Product A: [100, 120, 95, 140, 160, 180, 200], Product B: [80, 85, 90, 95, 100, 105, 110], Product C: [200, 180, 220, 190, 240, 260, 280]. Please visualize the sales trends and calculate growth rates.";

export function channelPane(openMenu) {
  const title = h("h1");
  const topic = h("p", { class: "quiet" });
  const faces = h("span", { class: "faces" });
  const list = messageList("Messages", false);
  const welcome = h("div", { class: "welcome" });
  const invite = h("div", { class: "invite", hidden: true });
  const pane = h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Messages" }, welcome, list.node);
  const prompts = h("div", { class: "prompts" });
  const write = composer({ id: "composer", label: "Message", target: () => ({ channel: state.channel, thread: null }), sent: () => follow(true) });
  const follow = keepAtEnd(pane);
  const node = h("main", { class: "pane" },
    h("header", { class: "bar" }, iconButton("menu", "Channels", openMenu, { class: "icon-button menu" }), h("div", { class: "grow" }, title, topic), faces),
    pane, invite, prompts, write.node, h("div", { class: "drop-note", "aria-hidden": "true" }, icon("attach"), "Drop it to attach it"));
  droppable(node, write.take);
  let channelShown = "";

  function draw() {
    const channel = state.channels.get(state.channel);
    const posts = postsOf(channel.id);
    const other = channel.id !== channelShown;
    channelShown = channel.id;
    title.replaceChildren(...(channel.direct ? [titleOf(channel)] : [icon("hash"), channel.name]));
    topic.textContent = channel.direct ? "An analyst. Ask it in words, or hand it a file." : channel.topic;
    faces.replaceChildren(...channel.members.map(avatar));
    write.box.placeholder = channel.direct ? `Ask ${nameOf(state.bot)} anything about data` : `Write to #${channel.name}, or ask @${nameOf(state.bot)}`;
    invite.hidden = hasBot(channel);
    if (!invite.hidden && !invite.childElementCount) invite.append(h("p", null, `${nameOf(state.bot)} is not in this channel, so it hears nothing here.`), h("button", { type: "button", class: "button primary", onclick: () => api.act("invite", { channel: state.channel }) }, `Invite ${nameOf(state.bot)}`));
    list.sync(posts);
    greet(channel, posts);
    suggest(channel, posts);
    follow(other);
  }

  function greet(channel, posts) {
    welcome.hidden = posts.length > 0;
    if (welcome.hidden || welcome.dataset.for === channel.id) return;
    welcome.dataset.for = channel.id;
    welcome.replaceChildren(
      h("span", { class: "mark", "aria-hidden": "true" }, icon("logo")),
      h("h2", null, channel.direct ? "Ask about data" : `This is the beginning of #${channel.name}`),
      h("p", null, hasBot(channel) ? `Ask ${nameOf(state.bot)} a question about data, or drop a spreadsheet anywhere in here. It writes code, runs it, and answers in the thread with charts.` : channel.topic),
      hasBot(channel) ? h("button", { type: "button", class: "example", onclick: () => write.ask(`@${nameOf(state.bot)} ${EXAMPLE}`) }, h("strong", null, "Try a question"), h("span", null, "Three products over seven periods: trends and growth rates")) : null,
      hasBot(channel) ? samples(write) : null);
  }

  function suggest(channel, posts) {
    const suggested = channel.direct && !posts.length ? promptsIn(channel.id, "") : null;
    prompts.replaceChildren(...(suggested?.prompts ?? []).map((prompt) => h("button", { type: "button", class: "prompt", onclick: () => write.ask(prompt.message) }, prompt.title)));
  }

  return { node, draw, focus: () => write.box.focus() };
}

export function threadPane() {
  const where = h("p", { class: "quiet" });
  const title = h("h2", null, "Thread");
  const list = messageList("Thread", true);
  const doing = h("div", { class: "doing", role: "status" });
  const pane = h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Messages of the thread" }, list.node, doing);
  const prompts = h("div", { class: "prompts" });
  const write = composer({ id: "thread-composer", label: "Reply in the thread", target: () => ({ channel: state.channel, thread: state.thread }), sent: () => follow(true) });
  const follow = keepAtEnd(pane);
  const close = () => {
    look(state.channel);
    document.getElementById("composer").focus();
  };
  const node = h("aside", { class: "pane thread", "aria-label": "Thread", hidden: true, onkeydown: (event) => { if (event.key === "Escape") close(); } },
    h("header", { class: "bar" }, iconButton("back", "Back to the channel", close, { class: "icon-button back" }), h("div", { class: "grow" }, title, where), iconButton("close", "Close the thread", close, { class: "icon-button shut" })),
    pane, prompts, write.node, h("div", { class: "drop-note", "aria-hidden": "true" }, icon("attach"), "Drop it to attach it"));
  droppable(node, write.take);
  let threadShown = "";

  function draw() {
    node.hidden = state.thread === "";
    if (node.hidden) {
      threadShown = "";
      return;
    }
    const parent = postAt(state.channel, state.thread);
    const replies = repliesTo(state.channel, state.thread);
    const other = threadShown !== state.thread;
    threadShown = state.thread;
    where.textContent = sessionIn(state.channel, state.thread)?.title || titleOf(state.channels.get(state.channel));
    write.box.placeholder = "Reply; Plotline goes on with the same data";
    list.sync(parent ? [parent, ...replies] : replies);
    tell();
    const suggested = promptsIn(state.channel, state.thread);
    prompts.replaceChildren(...(suggested?.prompts ?? []).map((prompt) => h("button", { type: "button", class: "prompt", onclick: () => write.ask(prompt.message) }, prompt.title)));
    follow(other);
    if (other) write.box.focus();
  }

  function tell() {
    const status = doingIn(state.channel, state.thread)?.status;
    const processing = sessionIn(state.channel, state.thread)?.status === "processing";
    const print = `${status}/${processing}`;
    if (doing.dataset.print === print) return;
    doing.dataset.print = print;
    doing.replaceChildren(...[
      status ? avatar(state.bot) : null,
      status ? working(status) : null,
      processing ? h("button", { type: "button", class: "button stop", onclick: () => api.act("stop", { channel: state.channel, thread: state.thread }) }, icon("stop"), "Stop") : null,
    ].filter(Boolean));
  }

  return { node, draw };
}
