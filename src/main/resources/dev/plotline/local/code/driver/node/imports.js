'use strict';
// A cell is no module: `import` statements become awaited calls, `export` is dropped. The kernel's
// __import resolves relative names against the working folder.

const NAME = /^([\w$]+)/;
const ALL = /\*\s+as\s+([\w$]+)/;
const SOME = /\{([^}]*)\}/;

function assigned(what, from) {
  const loaded = `(await __import(${from}))`;
  const statements = [];
  const all = what.match(ALL);
  const some = what.match(SOME);
  const one = what.match(NAME);
  if (all) statements.push(`var ${all[1]} = ${loaded}`);
  if (some) {
    const names = some[1].replace(/\btype\s+[\w$]+\s*,?/g, '').replace(/\bas\b/g, ':');
    statements.push(`var {${names}} = ${loaded}`);
  }
  if (one) statements.push(`var ${one[1]} = ${loaded}.default`);
  return statements.join('; ');
}

function withoutImports(code) {
  return code
    .replace(/(^|[;\n])[ \t]*import\s+type\s[^'"\n;]+?\sfrom\s+(['"])[^'"\n]+\2/g, '$1')
    .replace(/(^|[;\n])[ \t]*import\s+([\w$*{][^'";()]*?)\s+from\s+((['"])[^'"\n]+\4)/g,
      (_, before, what, from) => before + assigned(what, from))
    .replace(/(^|[;\n])[ \t]*import\s+((['"])[^'"\n]+\3)/g, '$1 await __import($2)')
    .replace(/(^|[;\n])[ \t]*export\s*\{[^}]*\}\s*(from\s+['"][^'"\n]+['"])?;?/g, '$1')
    .replace(/(^|[;\n])[ \t]*export\s+(default\s+)?(?=(const|let|var|function|class|async|abstract|enum)\b)/g, '$1')
    .replace(/(^|[^.\w$])import\s*\(/g, '$1__import(');
}

module.exports = { withoutImports };
