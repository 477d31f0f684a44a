'use strict';
// Takes the types out of TypeScript: node's own way from 22.13 on, before that a compiler in
// WebAssembly that the set-up fetches. Types are removed, not checked.
const fs = require('fs');
const path = require('path');
const nodeModule = require('module');

let strip = null;

function ofNode() {
  return (code) => nodeModule.stripTypeScriptTypes(code, { mode: 'transform' });
}

function ofCompiler(file) {
  const compiler = require(file);
  return (code) => {
    try {
      return compiler.transformSync(code, { mode: 'transform', module: true, deprecatedTsModuleAsError: false }).code;
    } catch (error) {
      throw new SyntaxError((error && error.message) || String(error));
    }
  };
}

function withoutTypes(code, folder) {
  if (!strip) {
    const file = folder && path.join(folder, 'wasm.js');
    if (nodeModule.stripTypeScriptTypes) {
      strip = ofNode();
    } else if (file && fs.existsSync(file)) {
      strip = ofCompiler(file);
    } else {
      throw new Error(`TypeScript needs Node.js 22.13 or newer (this is ${process.version}); use JavaScript, or run Plotline's set-up again.`);
    }
  }
  return strip(code);
}

module.exports = { withoutTypes };
