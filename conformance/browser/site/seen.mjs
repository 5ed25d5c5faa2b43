// What a reader, or a program, sees of a page of the site. Each function runs in the browser, and uses nothing from outside of itself.

/** What the files of pages say, before any script has run: `[[path, text]]`. */
export function pagesRead(files) {
  return files.map(([path, text]) => {
    const page = new DOMParser().parseFromString(text, 'text/html');
    const all = (selector, what) => [...page.querySelectorAll(selector)].map(what);
    return {
      path,
      title: page.title,
      description: page.querySelector('meta[name="description"]')?.content ?? '',
      h1: all('h1', ({ textContent }) => textContent.replace(/[\u200b\s]+$/, '')),
      ids: all('[id]', ({ id }) => id),
      links: all('a[href]', (link) => link.getAttribute('href')),
    };
  });
}

/** What reaches beyond the window and cannot be scrolled to within itself. */
export function tooWide() {
  const { clientWidth, scrollWidth } = document.documentElement;
  const scrolls = (element) => ['auto', 'scroll'].includes(getComputedStyle(element).overflowX);
  const found = scrollWidth > clientWidth ? [`the page is ${scrollWidth} px wide`] : [];
  for (const element of document.querySelectorAll('main *')) {
    if (found.length > 2) break;
    if (element.getBoundingClientRect().right <= clientWidth + 1 || !element.checkVisibility()) continue;
    let around = element.parentElement;
    while (around !== null && !scrolls(around)) around = around.parentElement;
    if (around === null) found.push(`${element.tagName.toLowerCase()} "${element.textContent.trim().slice(0, 30)}"`);
  }
  return found;
}

/** Images without a picture. */
export function notDrawn() {
  return [...document.images].filter(({ complete, naturalWidth }) => !complete || naturalWidth === 0).map((image) => image.getAttribute('src'));
}

/** What axe-core finds, but for what is exempt: `[[rule, the first element, why]]`. */
export async function accessibility(exempt, rules) {
  const { violations } = await window.axe.run(document, { resultTypes: ['violations'], ...rules === undefined ? {} : { runOnly: { type: 'rule', values: rules } } });
  return violations.map(({ id, nodes }) => ({ id, nodes: nodes.filter(({ target }) => !exempt.some(({ rule, element }) => rule === id && document.querySelector(target.at(-1))?.matches(element))) }))
    .filter(({ nodes }) => nodes.length > 0)
    .map(({ id, nodes: [{ html, any, all, none }] }) => [id, html.slice(0, 80), [...any, ...all, ...none][0]?.message ?? '']);
}

/** What has the focus, whether it can be seen, and whether it looks as if it had the focus. */
export function focused() {
  const element = document.activeElement;
  const { width, height, top, bottom } = element.getBoundingClientRect();
  const { outlineStyle, outlineWidth, boxShadow, clipPath } = getComputedStyle(element);
  return {
    element: element.textContent.trim().slice(0, 30) || element.getAttribute('aria-label') || element.tagName,
    seen: width > 2 && height > 2 && bottom > 0 && top < innerHeight && clipPath === 'none' && element.checkVisibility({ opacityProperty: true, visibilityProperty: true }),
    marked: (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none',
  };
}
