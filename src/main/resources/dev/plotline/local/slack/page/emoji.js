// The few emoji that a bot like this one uses by name.

import { h } from "./dom.js";

const KNOWN = {
  "+1": "👍", thumbsup: "👍", "-1": "👎", thumbsdown: "👎", eyes: "👀", white_check_mark: "✅", heavy_check_mark: "✔️",
  x: "❌", warning: "⚠️", bar_chart: "📊", chart_with_upwards_trend: "📈", chart_with_downwards_trend: "📉",
  hourglass: "⌛", hourglass_flowing_sand: "⏳", tada: "🎉", bulb: "💡", lock: "🔒", link: "🔗", page_facing_up: "📄",
  paperclip: "📎", heart: "❤️", wave: "👋", pray: "🙏", rocket: "🚀", robot_face: "🤖", mag: "🔍", arrow_right: "➡️",
  stop_sign: "🛑", octagonal_sign: "🛑", information_source: "ℹ️", question: "❓", exclamation: "❗", smile: "😄",
};

export function emoji(name) {
  const found = KNOWN[name];
  return found ? h("span", { class: "emoji", role: "img", "aria-label": name.replaceAll("_", " ") }, found) : null;
}

export const glyph = (name) => KNOWN[name] ?? `:${name}:`;
