// Slack's own JavaScript client against a local Slack: prints one JSON object with what came of each call.
// usage: node web-api.mjs <api url> <bot token> <channel> <thread ts> <user>

import { createRequire } from "node:module";

const require = createRequire(`${process.cwd()}/`);
const { LogLevel, WebClient } = require("@slack/web-api");
const [slackApiUrl, token, channel, thread_ts, user] = process.argv.slice(2);
const client = new WebClient(token, { slackApiUrl, logLevel: LogLevel.ERROR, retryConfig: { retries: 2, minTimeout: 10, maxTimeout: 20 } });

const error = async (call) => {
  try {
    await call;
    return "none";
  } catch (problem) {
    return problem.data?.error ?? problem.message;
  }
};

const said = {};
said.who = (await client.auth.test()).user_id;
const posted = await client.chat.postMessage({
  channel, thread_ts, text: "fallback",
  blocks: [
    { type: "markdown", text: "**Growth** by product" },
    { type: "table", rows: [[{ type: "raw_text", text: "Product" }, { type: "raw_text", text: "Growth" }], [{ type: "raw_text", text: "A" }, { type: "raw_text", text: "100 %" }]] },
  ],
});
said.blocks = posted.message.blocks.map((block) => block.type);
said.updated = (await client.chat.update({ channel, ts: posted.ts, text: "better" })).text;
said.replies = (await client.conversations.replies({ channel, ts: thread_ts })).messages.length;
said.name = (await client.users.info({ user, include_locale: true })).user.real_name;
said.direct = (await client.conversations.open({ users: user })).channel.id;
said.status = (await client.assistant.threads.setStatus({ channel_id: channel, thread_ts, status: "is thinking" })).ok;
said.uploaded = (await client.filesUploadV2({ channel_id: channel, thread_ts, filename: "growth.csv", title: "Growth", file: Buffer.from("a,b\n1,2\n") })).files[0].files[0].title;
said.reacted = (await client.reactions.add({ channel, timestamp: posted.ts, name: "eyes" })).ok;
said.whispered = Boolean((await client.chat.postEphemeral({ channel, user, text: "psst" })).message_ts);
said.afterTooMany = (await client.chat.delete({ channel, ts: posted.ts })).ok;
said.unknownBlock = await error(client.chat.postMessage({ channel, text: "x", blocks: [{ type: "hologram" }] }));
said.unknownMethod = await error(client.apiCall("chat.sing"));
said.strangerToken = await error(new WebClient("xoxb-wrong", { slackApiUrl, logLevel: LogLevel.ERROR }).auth.test());
said.staleTrigger = await error(client.views.open({ trigger_id: "1.2.3", view: { type: "modal", title: { type: "plain_text", text: "t" }, blocks: [] } }));
console.log(JSON.stringify(said));
