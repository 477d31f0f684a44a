// Puts the page together and keeps it up to date.

import * as api from "./api.js";
import { showView } from "./dialogs.js";
import { announce, h, icon } from "./dom.js";
import { unescape } from "./mrkdwn.js";
import { channelPane, threadPane } from "./panes.js";
import { sidebar } from "./sidebar.js";
import { apply, look, nameOf, reload, state, watch } from "./state.js";

const app = document.getElementById("app");

async function start() {
  try {
    await reload();
  } catch (problem) {
    return refuse(problem.message === "401" || !api.hasToken);
  }
  const side = sidebar(become, () => app.classList.remove("menu"));
  const channel = channelPane(() => {
    app.classList.add("menu");
    side.node.querySelector("[aria-current]")?.focus();
  });
  const thread = threadPane();
  app.replaceChildren(h("a", { class: "skip", href: "#composer" }, "Skip to the message box"), side.node, channel.node, thread.node);
  watch(() => {
    app.classList.toggle("with-thread", state.thread !== "");
    side.draw();
    channel.draw();
    thread.draw();
    showView();
    document.title = `${nameOf(state.bot)} · local Slack`;
  });
  look(state.channel);
  channel.focus();
  follow();
}

let stop = () => {};

function follow() {
  stop();
  // What happens while everything is loaded comes after it, or the load would undo it.
  let early = [];
  stop = api.listen((change) => {
    if (early) early.push(change);
    else take(change);
  }, async () => {
    early ??= [];
    await reload();
    const waiting = early;
    early = null;
    waiting.forEach(take);
    app.dataset.live = "";
  });
}

function take(change) {
  apply(change);
  if (change.type === "posted") noticed(change.post);
}

const told = new Set();

// Says aloud what the app has posted; opens the thread of a question that one has just asked.
function noticed(post) {
  if (told.has(post.ts)) return;
  told.add(post.ts);
  if (post.user === state.bot) announce(`${nameOf(post.user)}: ${unescape(post.text)}`);
  const question = post.user === api.me && !post.thread && (post.text.includes(`<@${state.bot}>`) || state.channels.get(post.channel)?.direct);
  if (question && post.channel === state.channel) look(post.channel, post.ts);
}

async function become(id) {
  api.become(id);
  state.thread = "";
  await reload();
  look(state.channel);
  follow();
}

function refuse(withoutKey) {
  app.replaceChildren(h("main", { class: "refused" }, icon("logo"),
    h("h1", null, withoutKey ? "This address lacks its key" : "Plotline is not running"),
    h("p", null, withoutKey
      ? "Open the address that Plotline printed when it started: it ends in a key, so that nobody else on this machine or on the web can look in."
      : "Start it again, and open the address that it prints.")));
}

start();
