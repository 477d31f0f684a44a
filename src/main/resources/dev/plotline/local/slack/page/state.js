// What is known of the workspace, and what is looked at.

import * as api from "./api.js";

export const state = {
  people: new Map(),
  channels: new Map(),
  posts: new Map(),
  doings: new Map(),
  sessions: new Map(),
  prompts: new Map(),
  unread: new Set(),
  samples: [],
  bot: "",
  channel: "",
  thread: "",
  view: null,
};

const watchers = new Set();
let planned = false;

export function watch(watcher) {
  watchers.add(watcher);
}

// Shows what has changed, once for all changes that come together.
export function changed() {
  if (planned) return;
  planned = true;
  queueMicrotask(() => {
    planned = false;
    watchers.forEach((watcher) => watcher());
  });
}

const key = (channel, thread) => `${channel}/${thread}`;

export async function reload() {
  const all = await api.load();
  state.bot = all.bot;
  state.people = new Map(all.people.map((person) => [person.id, person]));
  state.channels = new Map(all.channels.map((channel) => [channel.id, channel]));
  state.posts = new Map(all.posts.map((post) => [key(post.channel, post.ts), post]));
  state.doings.clear();
  state.sessions.clear();
  state.prompts.clear();
  state.samples = all.samples;
  state.view = all.view;
  all.doings.forEach(apply);
  if (!state.channels.has(state.channel)) state.channel = all.channels[0].id;
  changed();
}

export function apply(change) {
  switch (change.type) {
    case "posted": {
      const { post } = change;
      state.posts.set(key(post.channel, post.ts), post);
      if (post.channel !== state.channel && post.user !== api.me) state.unread.add(post.channel);
      break;
    }
    case "removed":
      state.posts.delete(key(change.channel, change.ts));
      break;
    case "file_removed":
      state.posts.forEach((post, at) => {
        if (post.files.some((file) => file.id === change.id)) {
          state.posts.set(at, { ...post, files: post.files.filter((file) => file.id !== change.id) });
        }
      });
      break;
    case "doing":
      keep(state.doings, change, change.status !== "");
      break;
    case "session":
      keep(state.sessions, change, true);
      break;
    case "suggested":
      keep(state.prompts, change, true);
      break;
    case "channel":
      if (change.channel.members.includes(api.me)) state.channels.set(change.channel.id, change.channel);
      break;
    case "view":
      if (change.view.type === "modal") state.view = change.view;
      break;
    case "view_closed":
      if (state.view?.id === change.id) state.view = null;
      break;
  }
  changed();
}

function keep(map, change, wanted) {
  if (change.hidden) return;
  if (wanted) map.set(key(change.channel, change.thread), change);
  else map.delete(key(change.channel, change.thread));
}

export function look(channel, thread = "") {
  if (channel !== state.channel && state.channels.get(channel)?.direct) api.act("open", {});
  state.channel = channel;
  state.thread = thread;
  state.unread.delete(channel);
  changed();
}

const inOrder = (a, b) => (a.ts < b.ts ? -1 : 1);

export const postsOf = (channel) => [...state.posts.values()].filter((post) => post.channel === channel && !post.thread).sort(inOrder);
export const repliesTo = (channel, ts) => [...state.posts.values()].filter((post) => post.channel === channel && post.thread === ts).sort(inOrder);
export const postAt = (channel, ts) => state.posts.get(key(channel, ts));
export const doingIn = (channel, thread) => state.doings.get(key(channel, thread));
export const sessionIn = (channel, thread) => state.sessions.get(key(channel, thread));
export const promptsIn = (channel, thread) => state.prompts.get(key(channel, thread));

export function nameOf(id) {
  return state.people.get(id)?.name ?? id;
}

export function titleOf(channel) {
  return channel.direct ? nameOf(state.bot) : `#${channel.name}`;
}

export const hasBot = (channel) => channel.members.includes(state.bot);
