// Drives an AgentCore Code Interpreter with AWS's SDK for JavaScript: arguments are the endpoint, the
// access key and its secret. Prints one JSON object with what came back.
import {
  BedrockAgentCoreClient,
  GetCodeInterpreterSessionCommand,
  InvokeCodeInterpreterCommand,
  ListCodeInterpreterSessionsCommand,
  StartCodeInterpreterSessionCommand,
  StopCodeInterpreterSessionCommand,
} from '@aws-sdk/client-bedrock-agentcore';

const [endpoint, accessKeyId, secretAccessKey] = process.argv.slice(2);
const client = new BedrockAgentCoreClient({
  endpoint, region: 'us-east-1', credentials: { accessKeyId, secretAccessKey }, maxAttempts: 1,
});
const codeInterpreterIdentifier = 'aws.codeinterpreter.v1';

async function call(sessionId, name, args) {
  const answer = await client.send(
    new InvokeCodeInterpreterCommand({ codeInterpreterIdentifier, sessionId, name, arguments: args }));
  const results = [];
  for await (const event of answer.stream) results.push(event.result);
  return { sessionId: answer.sessionId, ...results[0], events: results.length };
}

async function refused(work) {
  try {
    await work();
    return 'not refused';
  } catch (error) {
    return `${error.name} ${error.$metadata?.httpStatusCode} ${error.reason ?? ''}`.trim();
  }
}

const text = (result) => result.content.map((block) => block.text).join('');
const { sessionId, createdAt } = await client.send(
  new StartCodeInterpreterSessionCommand({ codeInterpreterIdentifier, name: 'js', sessionTimeoutSeconds: 600 }));
const found = await client.send(new GetCodeInterpreterSessionCommand({ codeInterpreterIdentifier, sessionId }));
const listed = await client.send(new ListCodeInterpreterSessionsCommand({ codeInterpreterIdentifier, maxResults: 1 }));

const out = {
  session: { id: sessionId, created: createdAt instanceof Date, status: found.status, name: found.name,
    listed: listed.items.map((item) => item.sessionId) },
};
await call(sessionId, 'executeCode', { language: 'python', code: 'x = 20' });
const python = await call(sessionId, 'executeCode', { language: 'python', code: 'print(x + 1)\nx * 2' });
out.python = { ...python.structuredContent, executionTime: typeof python.structuredContent.executionTime,
  isError: python.isError, session: python.sessionId === sessionId, text: text(python) };
const failed = await call(sessionId, 'executeCode', { language: 'python', code: '1 / 0' });
out.failed = { isError: failed.isError, exitCode: failed.structuredContent.exitCode,
  said: failed.structuredContent.stderr.trim().split('\n').pop() };
out.javascript = text(await call(sessionId, 'executeCode', { language: 'javascript', code: '[1, 2].map(n => n * 2)' }));
out.typescript = text(await call(sessionId, 'executeCode', { language: 'typescript', code: 'const n: number = 7; n' }));
const command = await call(sessionId, 'executeCommand', { command: 'echo out; echo err >&2; exit 3' });
out.command = { ...command.structuredContent, executionTime: undefined, isError: command.isError };
const bytes = Uint8Array.from({ length: 256 }, (_, n) => n);
out.written = text(await call(sessionId, 'writeFiles',
  { content: [{ path: 'a b.txt', text: 'Zürich 売上\n' }, { path: 'all.bin', blob: bytes }] }));
const read = await call(sessionId, 'readFiles', { paths: ['a b.txt', 'all.bin'] });
out.read = { text: read.content[0].resource.text, uri: read.content[0].resource.uri, type: read.content[0].type,
  same: Buffer.from(read.content[1].resource.blob).equals(Buffer.from(bytes)) };
const listing = await call(sessionId, 'listFiles', { directoryPath: '' });
out.listed = listing.content.map((link) => `${link.description} ${link.uri}`).sort();
const way = await call(sessionId, 'readFiles', { paths: ['../x'] });
out.way = { isError: way.isError, text: text(way) };
out.removed = text(await call(sessionId, 'removeFiles', { paths: ['a b.txt'] }));
const started = await call(sessionId, 'startCommandExecution', { command: 'while :; do sleep 0.05; done' });
const { taskId } = started.structuredContent;
const working = await call(sessionId, 'getTask', { taskId });
const stopped = await call(sessionId, 'stopTask', { taskId });
out.task = [started, working, stopped].map((result) => result.structuredContent.taskStatus);
out.refused = {
  language: await refused(() => call(sessionId, 'executeCode', { language: 'ruby', code: '1' })),
  session: await refused(() => call('0NEVER', 'executeCode', { language: 'python', code: '1' })),
  time: await refused(() => client.send(
    new StartCodeInterpreterSessionCommand({ codeInterpreterIdentifier, sessionTimeoutSeconds: 30000 }))),
};
await client.send(new StopCodeInterpreterSessionCommand({ codeInterpreterIdentifier, sessionId }));
out.refused.stopped = await refused(() => call(sessionId, 'executeCode', { language: 'python', code: '1' }));
console.log(JSON.stringify(out));
