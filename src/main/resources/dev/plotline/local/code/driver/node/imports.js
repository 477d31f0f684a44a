'use strict';
// A cell is no module: `import` statements become awaited calls, `export` is dropped. The kernel's
// __import resolves relative names against the working folder. What stands in strings, templates,
// comments and regular expressions is data and stays as it is.

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

const COMMENT = /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/y;
const STRING = /'(?:\\[\s\S]|[^'\\\n])*'?|"(?:\\[\s\S]|[^"\\\n])*"?/y;
const TEMPLATE = /[`}](?:\\[\s\S]|\$(?!\{)|[^\\`$])*(?:`|\$\{|$)/y;
const EXPRESSION = /\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^\\/[\n])+\/\w*/y;
const WORD = /[\w$\u0080-\uffff]+/y;
const ENDS_A_VALUE = /^[\w$\u0080-\uffff)\]}]/;
const BEFORE_A_VALUE = /^(?:await|case|delete|do|else|in|instanceof|new|of|return|throw|typeof|void|yield)$/;

/** For each character whether it is data. */
function dataOf(code) {
  const data = new Uint8Array(code.length);
  const templates = [];                 // how many braces are open around each open `${`
  let braces = 0;
  let last = '';                        // what came before decides whether a slash divides
  let at = 0;
  const taken = (pattern) => {
    pattern.lastIndex = at;
    return (pattern.exec(code) || [''])[0];
  };
  while (at < code.length) {
    const one = code[at];
    const comment = taken(COMMENT);
    let found = comment || taken(STRING);
    if (one === '`' || (one === '}' && templates.at(-1) === braces)) {
      if (one === '}') templates.pop();
      found = taken(TEMPLATE);
      if (found.endsWith('${')) templates.push(braces);
    } else if (!found && one === '/' && (!ENDS_A_VALUE.test(last) || BEFORE_A_VALUE.test(last))) {
      found = taken(EXPRESSION);
    }
    if (found) {
      data.fill(1, at, at + found.length);
      if (!comment) last = found.endsWith('${') ? '(' : 'value';
    } else {
      found = taken(WORD) || one;
      braces += (one === '{') - (one === '}');
      if (found.trim()) last = found;
    }
    at += found.length;
  }
  return data;
}

function replaced(code, pattern, how) {
  const data = dataOf(code);
  return code.replace(pattern, (...match) => {
    const offset = match.find((part) => typeof part === 'number');
    return data[offset + match[0].search(/import|export/)] ? match[0] : how(...match);
  });
}

function withoutImports(code) {
  if (!/import|export/.test(code)) return code;
  return [
    [/(^|[;\n])[ \t]*import\s+type\s[^'"\n;]+?\sfrom\s+(['"])[^'"\n]+\2/g, (_, before) => before],
    [/(^|[;\n])[ \t]*import\s+([\w$*{][^'";()]*?)\s+from\s+((['"])[^'"\n]+\4)/g,
      (_, before, what, from) => before + assigned(what, from)],
    [/(^|[;\n])[ \t]*import\s+((['"])[^'"\n]+\3)/g, (_, before, from) => `${before} await __import(${from})`],
    [/(^|[;\n])[ \t]*export\s*\{[^}]*\}\s*(from\s+['"][^'"\n]+['"])?;?/g, (_, before) => before],
    [/(^|[;\n])[ \t]*export\s+(default\s+)?(?=(const|let|var|function|class|async|abstract|enum)\b)/g, (_, before) => before],
    [/(^|[^.\w$])import\s*\(/g, (_, before) => `${before}__import(`],
  ].reduce((left, [pattern, how]) => replaced(left, pattern, how), code);
}

module.exports = { withoutImports };
