'use strict';
// The process in which JavaScript and TypeScript cells run. Arguments: the control socket, a pipe
// whose every byte ends the running cell, the folder of a TypeScript compiler or ''. Output goes to 1
// and 2. Cells run through this very process's inspector in REPL mode: variables last, `let` and
// `const` may be declared again, top-level `await` works.
const inspector = require('inspector');
const net = require('net');
const path = require('path');
const util = require('util');
const vm = require('vm');
const nodeModule = require('module');
const { Worker } = require('worker_threads');
const { pathToFileURL } = require('url');
const { withoutImports } = require('./imports.js');
const { withoutTypes } = require('./types.js');

const [control, wake, compiler] = process.argv.slice(2);
const RESULT = 20000;

const session = new inspector.Session();
session.connect();
const post = (method, parameters) => new Promise((resolve, reject) =>
  session.post(method, parameters, (error, result) => (error ? reject(error) : resolve(result))));

function define(name, value) {
  Object.defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: false });
}

/** What a CommonJS cell in the working folder expects to be there. */
function prepareGlobals(folder) {
  const file = path.join(folder, 'cell.cjs');
  define('require', nodeModule.createRequire(file));
  define('module', { exports: {} });
  define('exports', globalThis.module.exports);
  define('__filename', file);
  define('__dirname', folder);
  define('__import', importFrom(folder, file));
  define('__inspect', (value) => shortened(util.inspect(value,
    { depth: 4, maxArrayLength: 100, maxStringLength: RESULT, breakLength: 100 })));
}

/** An `import` as if it stood in that file; before node 20.12 packages in its folder are not found. */
function importFrom(folder, file) {
  const loader = (vm.constants || {}).USE_MAIN_CONTEXT_DEFAULT_LOADER;
  return loader
    ? vm.compileFunction('return import(name)', ['name'], { filename: file, importModuleDynamically: loader })
    : (name) => import(/^[./]/.test(name) ? pathToFileURL(path.resolve(folder, name)).href : name);
}

function shortened(text) {
  return text.length <= RESULT ? text : `${text.slice(0, RESULT)}... [${text.length - RESULT} more characters]`;
}

/** A busy loop never sees a signal; only another thread can end it, and the variables stay. */
function watchForInterrupts() {
  const gone = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(`
    const { parentPort, workerData } = require('worker_threads'), inspector = require('inspector'), net = require('net');
    const session = new inspector.Session();
    session.connectToMainThread();
    new net.Socket({ fd: workerData.wake, readable: true })
      .on('data', () => session.post('Runtime.terminateExecution', () => {}));
    parentPort.once('message', () => {
      session.disconnect();
      Atomics.store(workerData.gone, 0, 1);
      Atomics.notify(workerData.gone, 0);
    });`, { eval: true, workerData: { wake: Number(wake), gone } });
  worker.unref();
  process.on('exit', () => {            // else node waits for the debugger to leave, which is itself
    session.disconnect();
    worker.postMessage('leave');
    Atomics.wait(gone, 0, 0, 500);
  });
}

class CellError extends Error {}

let interrupt = null;

async function evaluate(code, number) {
  const expression = `${code}\n//# sourceURL=cell-${number}.js`;
  const interrupted = new Promise((_, reject) => {
    interrupt = () => reject(new CellError('Interrupted while waiting'));
  });
  const evaluated = post('Runtime.evaluate', { expression, replMode: true, awaitPromise: true });
  const outcome = await Promise.race([interrupted, evaluated]).finally(() => { interrupt = null; });
  if (outcome.exceptionDetails) {
    throw new CellError(described(outcome.exceptionDetails));
  }
  return shown(outcome.result);
}

async function shown(result) {
  if (result.type === 'undefined') return null;
  if (!result.objectId) {
    return result.unserializableValue || (result.type === 'string' ? globalThis.__inspect(result.value) : String(result.value));
  }
  const text = await post('Runtime.callFunctionOn', {
    functionDeclaration: 'function () { return globalThis.__inspect(this) }',
    objectId: result.objectId,
    returnByValue: true,
  });
  await post('Runtime.releaseObject', { objectId: result.objectId }).catch(() => {});
  return text.result.value;
}

function described(details) {
  const thrown = details.exception || {};
  const text = thrown.description || (thrown.value === undefined ? details.text : `Uncaught ${JSON.stringify(thrown.value)}`);
  return withoutOurFrames(text);
}

function withoutOurFrames(stack) {
  const lines = String(stack).split('\n');
  const ours = lines.findIndex((line) =>
    /^\s+at /.test(line) && (/node:(inspector|internal)/.test(line) || line.includes(__dirname)));
  return (ours < 0 ? lines : lines.slice(0, ours)).join('\n').replace(/ imported from [^\n]*?(cell\.cjs|kernel\.js)/g, '');
}

let count = 0;

async function run(request) {
  try {
    const plain = request.language === 'typescript' ? withoutTypes(request.code, compiler) : request.code;
    const result = await evaluate(withoutImports(plain), ++count);
    if (result !== null && result !== undefined) process.stdout.write(`${result}\n`);
    return 0;
  } catch (error) {
    const text = /Execution was terminated/.test(String(error)) ? 'Interrupted'
      : error instanceof CellError ? error.message : withoutOurFrames((error && error.stack) || error);
    process.stderr.write(`${shortened(text)}\n`);
    return 1;
  }
}

function serve(socket) {
  const send = (message) => {
    const body = Buffer.from(JSON.stringify(message));
    const length = Buffer.alloc(4);
    length.writeUInt32BE(body.length);
    socket.write(Buffer.concat([length, body]));
  };
  let pending = Buffer.alloc(0);
  let queue = Promise.resolve();
  socket.on('data', (data) => {
    pending = Buffer.concat([pending, data]);
    while (pending.length >= 4 && pending.length >= 4 + pending.readUInt32BE()) {
      const end = 4 + pending.readUInt32BE();
      const request = JSON.parse(pending.subarray(4, end));
      pending = pending.subarray(end);
      queue = queue.then(() => run(request)).then((exitCode) => send({ event: 'done', id: request.id, exitCode }));
    }
  });
  socket.on('end', () => process.exit(0));
  socket.on('error', () => process.exit(0));
  send({ event: 'ready' });
}

prepareGlobals(process.cwd());
watchForInterrupts();
process.on('SIGINT', () => { if (interrupt) interrupt(); });
const stackOf = (error) => withoutOurFrames((error && error.stack) || util.inspect(error));
process.on('unhandledRejection', (error) => console.error(`Unhandled rejection: ${stackOf(error)}`));
process.on('uncaughtException', (error) => console.error(stackOf(error)));
serve(new net.Socket({ fd: Number(control), readable: true, writable: true }));
