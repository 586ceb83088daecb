// Markdown with blocks that are made: what stands between their markers is replaced.
'use strict';

const BLOCK = /(<!-- bench:(\w+) -->)[^]*?(<!-- \/bench -->)/g;

/** @param blocks text by name @throws Error when the document has no place for one of them, or one that nobody makes */
function fill(document, blocks) {
  const places = [...document.matchAll(BLOCK)].map(([, , name]) => name);
  const missing = Object.keys(blocks).filter((name) => !places.includes(name));
  if (missing.length > 0) throw new Error(`the document has no place for ${missing.join(', ')}`);
  return document.replace(BLOCK, (_, begin, name, end) => {
    if (!Object.hasOwn(blocks, name)) throw new Error(`the document wants a block ${name}`);
    return `${begin}\n\n${blocks[name]}\n\n${end}`;
  });
}

module.exports = { fill };
