(() => {
  const filter = document.getElementById('filter');
  const findings = [...document.querySelectorAll('.finding')];

  /** Hides on the screen what the filter leaves out. Print shows everything. */
  const show = () => {
    const chosen = new FormData(filter);
    const tones = chosen.getAll('tone');
    const area = chosen.get('area');
    let shown = 0;
    for (const group of document.querySelectorAll('.group')) {
      const isInArea = area === '' || group.dataset.area === area;
      let inGroup = 0;
      for (const finding of group.querySelectorAll('.finding')) {
        const isShown = isInArea && tones.includes(finding.dataset.tone);
        finding.classList.toggle('off', !isShown);
        if (isShown) inGroup++;
      }
      group.classList.toggle('off', inGroup === 0);
      shown += inGroup;
    }
    filter.querySelector('output').textContent = `${shown} of ${findings.length}`;
  };
  if (filter) {
    filter.hidden = false;
    filter.addEventListener('change', show);
    filter.addEventListener('submit', (event) => event.preventDefault());
    show();
  }

  /** Copies a text. Pages that are opened from an e-mail may have no clipboard: the text is selected then. */
  const copy = async (element, text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      getSelection().selectAllChildren(element);
      return false;
    }
  };
  for (const fix of document.querySelectorAll('.finding .fix')) {
    const text = `${fix.closest('.finding').querySelector('code').textContent}: ${fix.textContent}`;
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = 'Copy';
    button.setAttribute('aria-label', `Copy: ${text}`);
    button.addEventListener('click', async () => { button.textContent = await copy(fix, text) ? 'Copied' : 'Selected'; });
    fix.append(button);
  }

  /** Opens the job that a link points to. */
  const unfold = () => {
    const target = document.getElementById(location.hash.slice(1));
    const details = target?.closest('details') ?? target?.querySelector('details');
    if (details) details.open = true;
  };
  addEventListener('hashchange', unfold);
  unfold();

  /** Ticks are kept in this browser, where it allows that, for these jobs. Elsewhere they last as long as the page is open. */
  const key = `cdk8s-flink-report ${[...document.querySelectorAll('.job h2 code')].map((name) => name.textContent).join(' ')}`;
  const boxes = [...document.querySelectorAll('#checklist input')];
  const stored = (use) => {
    try {
      return use();
    } catch {
      return undefined;
    }
  };
  const kept = stored(() => JSON.parse(localStorage.getItem(key))) ?? [];
  for (const box of boxes) box.checked = kept.includes(box.value);
  document.getElementById('checklist')?.addEventListener('change', () => {
    stored(() => localStorage.setItem(key, JSON.stringify(boxes.filter((box) => box.checked).map((box) => box.value))));
  });
})();
