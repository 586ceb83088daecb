// A chart of horizontal bars as SVG: no fonts, no scripts, text as text. It has a ground of its own, since an image does not know
// on what page it is shown.
'use strict';

const LIGHT = {
  ground: '#fff',
  text: '#1f2328',
  faint: '#59636e',
  line: '#d1d9e0',
  mark: '#bc4c00',
  bars: ['#0969da', '#54a3f0', '#9ccbf7'],
};
const DARK = {
  ground: '#151b23',
  text: '#e6edf3',
  faint: '#9198a1',
  line: '#3d444d',
  mark: '#f0883e',
  bars: ['#4493f8', '#2f6bb8', '#264b7c'],
};

const colours = ({ ground, text: ink, faint, line: rule, mark, bars }) =>
  [
    `text { fill: ${ink}; }`,
    `.faint { fill: ${faint}; }`,
    `.ground { fill: ${ground}; stroke: ${rule}; }`,
    `.axis { stroke: ${rule}; }`,
    `.mark { stroke: ${mark}; }`,
    `.range { stroke: ${ink}; }`,
    ...bars.map((bar, at) => `.b${at} { fill: ${bar}; }`),
  ].join(' ');

const STYLE = `
  text { font: 13px system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
  .title { font-size: 15px; font-weight: 600; }
  .faint { font-size: 12px; }
  .mark { stroke-width: 2; }
  .range { stroke-width: 1.5; }
  ${colours(LIGHT)}
  @media (prefers-color-scheme: dark) { ${colours(DARK)} }`;

const escaped = (text) =>
  String(text).replace(/[<>&"]/g, (one) => ({ '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;' })[one]);

/** Attributes as they stand in a tag; coordinates with one decimal. */
const attributes = (values) =>
  Object.entries(values)
    .map(([name, value]) => ` ${name}="${typeof value === 'number' ? Number(value.toFixed(1)) : escaped(value)}"`)
    .join('');

const tag = (name, values) => `<${name}${attributes(values)}/>`;

const text = (x, y, content, values = {}) => `<text${attributes({ x, y, ...values })}>${escaped(content)}</text>`;

const line = (kind, x1, y1, x2, y2) => tag('line', { class: kind, x1, y1, x2, y2 });

/** A whole image. @param title @param description what is to be seen, for those who do not see it */
function image({ width, height, title, description }, parts) {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title desc">`,
    `<title id="title">${escaped(title)}</title>`,
    `<desc id="desc">${escaped(description)}</desc>`,
    `<style>${STYLE}\n</style>`,
    tag('rect', { class: 'ground', x: 0.5, y: 0.5, width: width - 1, height: height - 1, rx: 8 }),
    text(20, 30, title, { class: 'title' }),
    ...parts,
    '</svg>\n',
  ].join('\n');
}

module.exports = { image, line, tag, text };
