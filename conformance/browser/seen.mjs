// What a reader sees of a page. Each function runs in the browser, and uses nothing from outside of itself.

/** Words that are broken within, but for code: the lines of each text, by the boxes that its words take. */
export function brokenWords() {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.parentElement.closest('code, script, style, svg, select')) continue;
    for (const match of node.data.matchAll(/[\p{L}\p{N}'’]+/gu)) {
      const range = document.createRange();
      range.setStart(node, match.index);
      range.setEnd(node, match.index + match[0].length);
      const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
      if (lines.size > 1) found.push(match[0]);
    }
  }
  return found;
}

/** Texts whose contrast with what is behind them is below 4.5, as WCAG AA asks for, with the contrast that they have. */
export function paleTexts() {
  const channels = (colour) => colour.match(/\d+(\.\d+)?/g).slice(0, 3).map((channel) => {
    const share = Number(channel) / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  const luminance = (colour) => channels(colour).reduce((sum, channel, i) => sum + channel * [0.2126, 0.7152, 0.0722][i], 0);
  const isOpaque = (colour) => !/^rgba\(.*, 0\)$|^transparent$/.test(colour);
  const behind = (element) => {
    const box = element.closest('svg')?.querySelector('.box');
    if (box) return getComputedStyle(box).fill;
    for (let each = element; each; each = each.parentElement) if (isOpaque(getComputedStyle(each).backgroundColor)) return getComputedStyle(each).backgroundColor;
    return 'rgb(255, 255, 255)';
  };
  const hasText = (element) => [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim() !== '');
  const pale = [...document.body.querySelectorAll('*')].filter((element) => hasText(element) && !element.matches('script, style, title') && element.checkVisibility()).map((element) => {
    const { color, fill } = getComputedStyle(element);
    const [light, dark] = [luminance(element.matches('text') ? fill : color), luminance(behind(element))].sort((a, b) => b - a);
    return { text: `${element.tagName} "${element.textContent.slice(0, 20)}"`, contrast: Math.round((light + 0.05) / (dark + 0.05) * 100) / 100 };
  }).filter(({ contrast }) => contrast < 4.5).map(({ text, contrast }) => `${text} ${contrast}`);
  return [...new Set(pale)].slice(0, 5);
}

/** How many findings there are, and how many can be seen. */
export function findingsSeen() {
  const all = [...document.querySelectorAll('.finding')];
  return { all: all.length, seen: all.filter((finding) => finding.checkVisibility()).length };
}

/** What is in each job's section. */
export function jobsSeen() {
  return [...document.querySelectorAll('section.job')].map((each) => ({
    headings: [...each.querySelectorAll('h3')].map((heading) => heading.innerText),
    // A part without a width is invisible.
    bars: [...each.querySelectorAll('svg[aria-label^="Memory"]')].map((svg) => Math.round([...svg.querySelectorAll('rect')].reduce((sum, rect) => sum + rect.getBBox().width, 0))),
    arrows: [...each.querySelectorAll('svg path.line title')].map((title) => title.textContent.replace(/:.*/, '')),
    areas: Object.fromEntries([...each.querySelectorAll('.areas li')].map((area) => [area.querySelector('b').innerText, area.className])),
  }));
}

export function unfoldAll() {
  for (const details of document.querySelectorAll('details')) details.open = true;
}
