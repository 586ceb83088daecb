// Gives the parts of Swagger UI the names and roles that people need who do not see it, or have no mouse.
'use strict';

/** What is missing or wrong, by selector; null takes an attribute away. */
const ATTRIBUTES = {
  '#swagger-ui': { role: 'main' },
  '.close-modal': { 'aria-label': 'Close' },
  '.body-param__text': { 'aria-label': 'Body' },
  '.examples-select-element': { 'aria-label': 'Example' },
  // Their names do not have the words that they show.
  '[aria-label="Apply credentials"]': { 'aria-label': null },
  '[aria-label="Remove authorization"]': { 'aria-label': null },
  // A link inside the button that opens the operation: the button does the same.
  '.opblock-summary-control a[href]': { href: null },
  // What scrolls must be in reach of the keyboard.
  'pre.microlight': { tabindex: '0' },
};

function amend() {
  for (const [selector, attributes] of Object.entries(ATTRIBUTES)) {
    for (const element of document.querySelectorAll(selector)) {
      for (const [name, value] of Object.entries(attributes)) {
        if (value === null) element.removeAttribute(name);
        else element.setAttribute(name, value);
      }
    }
  }
}

new MutationObserver(amend).observe(document.body, { childList: true, subtree: true });

// The page itself has none, and phones would show it as small as a desktop's.
const viewport = { name: 'viewport', content: 'width=device-width, initial-scale=1' };
document.head.append(Object.assign(document.createElement('meta'), viewport));
