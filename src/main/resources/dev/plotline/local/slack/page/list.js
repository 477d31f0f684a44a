// A list of messages that changes in place: what stays is left alone, so that nobody loses their place in it.

import { dayOf, h } from "./dom.js";
import { message } from "./message.js";
import { doingIn, repliesTo } from "./state.js";

const TOGETHER = 300;

export function messageList(label, within) {
  const shown = new Map();
  const node = h("ol", { class: "messages", "aria-label": label });

  function sync(posts) {
    const wanted = new Map();
    posts.forEach((post, i) => {
      const before = posts[i - 1];
      const newDay = !within && (!before || dayOf(before.ts) !== dayOf(post.ts));
      const follows = Boolean(before) && !newDay && before.user === post.user && before.ephemeral === post.ephemeral && post.ts - before.ts < TOGETHER && !(within && i === 1);
      wanted.set(post.ts, { post, newDay, follows });
    });
    for (const [ts, { item }] of shown) {
      if (!wanted.has(ts)) {
        item.remove();
        shown.delete(ts);
      }
    }
    let last = null;
    for (const [ts, { post, newDay, follows }] of wanted) {
      const print = JSON.stringify([post, newDay, follows, within ? null : [repliesTo(post.channel, ts).map((r) => r.ts), doingIn(post.channel, ts)?.status]]);
      let entry = shown.get(ts);
      if (!entry || entry.print !== print) entry = redraw(entry, post, newDay, follows, print);
      shown.set(ts, entry);
      const next = last ? last.nextElementSibling : node.firstElementChild;
      if (next !== entry.item) node.insertBefore(entry.item, next);
      last = entry.item;
    }
  }

  function redraw(entry, post, newDay, follows, print) {
    const item = h("li", { "data-ts": post.ts },
      newDay ? h("p", { class: "day" }, h("span", null, dayOf(post.ts))) : null,
      message(post, { follows, within }));
    if (entry) {
      const key = entry.item.contains(document.activeElement) ? document.activeElement.dataset.key : null;
      entry.item.replaceWith(item);
      if (key) item.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus();
    }
    return { item, print };
  }

  return { node, sync };
}

// Keeps the end of a scrolling pane in view, unless somebody has scrolled up to read.
export function keepAtEnd(pane) {
  let atEnd = true;
  pane.addEventListener("scroll", () => { atEnd = pane.scrollHeight - pane.scrollTop - pane.clientHeight < 80; });
  const stay = () => { if (atEnd) pane.scrollTop = pane.scrollHeight; };
  pane.addEventListener("load", stay, true);
  return (force) => {
    if (force) atEnd = true;
    stay();
  };
}
